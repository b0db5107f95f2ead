// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;

/**
 * rename(2): everything is kept, and the target is replaced in one instant. It is tried, never
 * guessed from {@code st_dev}: bind mounts and project quotas answer EXDEV for one device.
 */
final class RenameMove implements MoveStrategy {
  private final Xattrs xattrs;

  RenameMove(Xattrs xattrs) {
    this.xattrs = xattrs;
  }

  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws IOException {
    if (move.keepsSource()) {
      return NotApplicable.IN_THIS_CASE; // the source is kept
    }
    if (SymlinkText.changes(move, facts)) {
      return NotApplicable.IN_THIS_CASE; // the text of the link changes
    }
    if (OwnerChange.isWanted(move.options(), facts.source())
        || OwnerAttributes.change(move, xattrs, facts.source())) {
      return NotApplicable.IN_THIS_CASE; // the owner changes, or somebody whom an attribute names
    }
    ErrnoException border = move.pair().border(facts.source());
    if (border != null) {
      return new NotApplicable(border); // another file system or mount
    }
    if (facts.source().isRegular()) {
      Syncing.file(move, move.source());
    }
    move.enter(MoveStep.RENAME);
    try {
      rename(move);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        throw whatIsMissing(move, e);
      }
      if (e.errno() == Errno.EINVAL && !facts.source().isDirectory()) {
        throw new Refusal(MoveFailure.OTHER, e.getMessage(), e); // a name that FAT can't have
      }
      if (e.errno() != Errno.EXDEV) {
        throw e;
      }
      move.pair().foundBorder(facts.source(), e);
      return new NotApplicable(e); // another file system or mount
    }
    move.reached(MoveState.MOVED);
    Timespec mtime = move.options().mtimeOf(facts.source().mtime());
    if (move.options().mtime().isPresent() || !mtime.equals(facts.source().mtime())) {
      mtime = setTime(move, mtime);
      if (facts.source().isRegular()) {
        Syncing.file(move, move.target()); // its time is no part of the directory
      }
    }
    Syncing.directoryOf(move, move.target());
    Syncing.directoryOf(move, move.source());
    long bytes = facts.source().isRegular() ? facts.source().size() : 0;
    return Moved.by(MoveMethod.RENAMED, facts.source(), mtime, bytes);
  }

  private static void rename(MoveContext move) throws ErrnoException {
    Place from = move.source();
    Place to = move.target();
    move.calls().paths().renameat2(from.dir(), from.path(), to.dir(), to.path(), RenameFlags.NONE);
  }

  /** Of the source and the target's directory: the source may have been moved away meanwhile. */
  private static IOException whatIsMissing(MoveContext move, ErrnoException failure) {
    try {
      FileFacts.stat(move, move.source());
      return failure;
    } catch (ErrnoException e) {
      return e.errno() == Errno.ENOENT
          ? new Refusal(MoveFailure.SOURCE_MISSING, failure.getMessage(), failure)
          : failure;
    }
  }

  /** Sets the time of change; returns the one that the target has now. */
  private static Timespec setTime(MoveContext move, Timespec mtime) throws IOException {
    move.enter(MoveStep.TIMES);
    Place target = move.target();
    try {
      move.calls()
          .paths()
          .utimensat(target.dir(), target.path(), Timespec.OMIT, mtime, AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      move.lose(Loss.TIMES, "time of change not set", e);
      return FileFacts.stat(move, target).mtime();
    }
    return Metadata.isExtreme(mtime) ? reportClampedTime(move, mtime) : mtime;
  }

  private static Timespec reportClampedTime(MoveContext move, Timespec mtime) throws IOException {
    Timespec got = FileFacts.stat(move, move.target()).mtime();
    if (!got.equals(mtime)) {
      move.lose(Loss.TIMES, "time of change " + mtime.toText() + " became " + got.toText(), null);
    }
    return got;
  }
}
