// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;

/**
 * Source and target are one inode. If they are two names of it, the source's goes and the target's
 * stays: rename(2) would do nothing and say that it did. If they may be one name, perhaps through
 * two mounts or through a file system over another, that would lose the file: refused.
 */
final class SameFile implements MoveStrategy {
  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws IOException {
    FileStat target = facts.target();
    if (target == null || target.ino() != facts.source().ino()) {
      return NotApplicable.IN_THIS_CASE; // source and target are two files
    }
    if (!facts.source().isSameFile(target)) {
      if (facts.source().isPerhapsSameFile(target)) {
        throw refusal(move);
      }
      return NotApplicable.IN_THIS_CASE; // two files of one number in two file systems
    }
    boolean oneDirectory = isOneDirectory(move);
    boolean oneName =
        oneDirectory && move.source().path().fileName().equals(move.target().path().fileName());
    if (oneName || move.keepsSource() || target.isDirectory()) {
      throw refusal(move);
    }
    if (target.nlink() > 1) {
      if (!target.isUnchangedButForNames(facts.source())) {
        throw disagreement(move);
      }
      if (oneDirectory && isOneEntry(move)) {
        throw refusal(move);
      }
      if (OwnerChange.isWanted(move.options(), facts.source())) {
        return NotApplicable.IN_THIS_CASE; // the target must not have the owner that the file has
      }
      if (target.isRegular()) {
        Syncing.file(move, move.target()); // who asks for durability gets it, whoever wrote it
      }
      move.reached(MoveState.SOURCE_LEFT);
      if (!OtherNameRemoval.finish(move, facts.source())) {
        move.reached(MoveState.UNCHANGED);
        return NotApplicable.IN_THIS_CASE; // an overlay has made two files of them
      }
      return Moved.by(MoveMethod.HARD_LINKED, facts.source(), target.mtime(), target.size());
    }
    // To remove the source after a copy would remove the copy.
    if (!oneDirectory || OwnerChange.isWanted(move.options(), facts.source())) {
      throw refusal(move);
    }
    // One link and two spellings: a file system that ignores case. rename(2) changes the spelling.
    return NotApplicable.IN_THIS_CASE; // source and target are two spellings of one name
  }

  /** Unless another move was faster, and the target is what the source was a moment ago. */
  private static Refusal refusal(MoveContext move) throws ErrnoException {
    FileFacts.stat(move, move.source());
    String a = move.source().shown().quoted();
    String b = move.target().shown().quoted();
    return new Refusal(MoveFailure.SAME_FILE, a + " and " + b + " are the same file", null);
  }

  /** As with an NFS mount of several btrfs subvolumes, which gives two files one number. */
  private static Refusal disagreement(MoveContext move) {
    String a = move.source().shown().quoted();
    String b = move.target().shown().quoted();
    return new Refusal(
        MoveFailure.SOURCE_CHANGED,
        a + " and " + b + " have the number of one file, but differ, or were just changed",
        null);
  }

  private static boolean isOneDirectory(MoveContext move) throws ErrnoException {
    return directoryOf(move, move.source()).isSameFile(directoryOf(move, move.target()));
  }

  private static FileStat directoryOf(MoveContext move, Place place) throws ErrnoException {
    Place directory = place.directory();
    return move.calls().paths().statx(directory.dir(), directory.path(), AtFlags.NONE);
  }

  /**
   * Whether two names in one directory are two spellings of one entry: the directory has not both.
   * Some file systems that ignore case say so by no flag: cifs, xfs with {@code version=ci}.
   */
  private static boolean isOneEntry(MoveContext move) throws ErrnoException {
    Place directory = move.target().directory();
    RawPath a = move.source().path().fileName();
    RawPath b = move.target().path().fileName();
    try (Fd fd = QuietOpen.directory(move.calls().paths(), directory)) {
      int found = 0;
      for (DirectoryEntry entry : Listing.of(move.calls().paths(), fd)) {
        if (entry.name().equals(a) || entry.name().equals(b)) {
          found++;
        }
      }
      return found < 2;
    }
  }
}
