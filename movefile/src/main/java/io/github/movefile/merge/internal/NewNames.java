// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.journal.NewEntry;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives one staged entry its name, and takes it away again. Which of the two files has which name
 * is told by their inode numbers, so that each step can be done again after it was cut off.
 *
 * <p>What is replaced is exchanged with the new one, and lies behind the temp name then. Where the
 * file system can't exchange, it gets a second name before the new one takes the first.
 */
final class NewNames {
  private final PathCalls paths;

  NewNames(PathCalls paths) {
    this.paths = paths;
  }

  /** Gives an entry its name, of which nothing was done yet. */
  void give(Fd dir, NewEntry entry) throws ErrnoException {
    RawPath backup = entry.backup();
    if (backup != null) {
      renameToFree(dir, entry.name(), backup);
    }
    if (entry.oldInode() == 0 || backup != null) {
      giveFree(dir, entry);
    } else {
      FileStat now = look(dir, entry.name());
      if (now != null && !isOld(now, entry)) {
        throw new ErrnoException("renameat2", Errno.EEXIST);
      }
      exchange(dir, entry);
    }
  }

  /** A directory that was staged by two paths has its name when it comes again. */
  private void giveFree(Fd dir, NewEntry entry) throws ErrnoException {
    try {
      renameToFree(dir, entry.staged(), entry.name());
    } catch (ErrnoException e) {
      FileStat now = look(dir, entry.name());
      if (now == null || now.ino() != entry.inode()) {
        throw e;
      }
    }
  }

  /** Not so if others have given the name to something of theirs. No directory is exchanged. */
  private static boolean isOld(FileStat now, NewEntry entry) {
    return now.ino() == entry.oldInode() && !now.isDirectory();
  }

  /**
   * The same, whatever was done of it. What others have made of the name meanwhile stays.
   *
   * @return whether it has its name; if not, it isn't here: it had its name and others have changed
   *     that, or this is another directory than the one where it was staged
   */
  boolean giveAgain(Fd dir, NewEntry entry) throws ErrnoException {
    FileStat now = look(dir, entry.name());
    if (now != null && now.ino() == entry.inode()) {
      return true;
    }
    FileStat staged = look(dir, entry.staged());
    if (staged == null || staged.ino() != entry.inode()) {
      return false;
    }
    RawPath backup = entry.backup();
    if (backup != null && now != null && now.ino() == entry.oldInode()) {
      renameToFree(dir, entry.name(), backup);
      now = null;
    }
    if (now == null) {
      renameToFree(dir, entry.staged(), entry.name());
    } else if (isOld(now, entry)) {
      exchange(dir, entry);
    } else {
      throw new ErrnoException("renameat2", Errno.EEXIST);
    }
    return true;
  }

  /** Takes it away, whatever was done of it, and gives the name to what had it. */
  void take(Fd dir, NewEntry entry) throws ErrnoException {
    FileStat now = look(dir, entry.name());
    if (now != null && now.ino() == entry.inode()) {
      FileStat staged = look(dir, entry.staged());
      if (staged == null || staged.ino() == entry.inode()) {
        takeAlone(dir, entry);
      } else {
        rename(dir, entry.staged(), entry.name(), RenameFlags.EXCHANGE);
      }
      now = look(dir, entry.name());
    }
    if (now == null && entry.oldInode() != 0) {
      RawPath backup = entry.backup();
      RawPath old = backup == null ? StagedNames.old(entry.staged()) : backup;
      FileStat kept = look(dir, old);
      if (kept != null && kept.ino() == entry.oldInode()) {
        renameToFree(dir, old, entry.name());
      }
    }
  }

  /** Nothing is behind the temp name. */
  private void takeAlone(Fd dir, NewEntry entry) throws ErrnoException {
    RawPath old = StagedNames.old(entry.staged());
    boolean wasExchanged = entry.oldInode() != 0 && entry.backup() == null;
    FileStat kept = wasExchanged ? look(dir, old) : null;
    if (kept != null && kept.ino() == entry.oldInode()) {
      rename(dir, old, entry.name(), RenameFlags.NONE);
    } else {
      rename(dir, entry.name(), entry.staged(), RenameFlags.NONE);
    }
  }

  /** Removes what was replaced, which nobody needs any more. */
  void removeOld(Fd dir, NewEntry entry, boolean again) throws ErrnoException {
    if (entry.oldInode() == 0 || entry.backup() != null) {
      return;
    }
    if (again) {
      FileStat staged = look(dir, entry.staged());
      if (staged != null && staged.ino() != entry.inode()) {
        unlink(dir, entry.staged());
      }
      unlink(dir, StagedNames.old(entry.staged()));
    } else if (!unlink(dir, entry.staged())) {
      unlink(dir, StagedNames.old(entry.staged()));
    }
  }

  /**
   * The same for an entry that hasn't its name by now: what it has replaced, and nothing else, goes
   * where others have given the name to something of theirs.
   */
  void removeOldOfAbsent(Fd dir, NewEntry entry) throws ErrnoException {
    if (entry.oldInode() == 0 || entry.backup() != null || look(dir, entry.name()) == null) {
      return;
    }
    for (RawPath name : List.of(entry.staged(), StagedNames.old(entry.staged()))) {
      FileStat kept = look(dir, name);
      if (kept != null && kept.ino() == entry.oldInode()) {
        unlink(dir, name);
      }
    }
  }

  private boolean unlink(Fd dir, RawPath name) throws ErrnoException {
    try {
      paths.unlinkat(dir, name, AtFlags.NONE);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return false;
    }
  }

  private void exchange(Fd dir, NewEntry entry) throws ErrnoException {
    try {
      rename(dir, entry.staged(), entry.name(), RenameFlags.EXCHANGE);
    } catch (ErrnoException e) {
      switch (e.errno()) {
        case ENOENT -> renameToFree(dir, entry.staged(), entry.name()); // the old one is gone
        // No such flag on this file system (NFS, FUSE, FAT), or no such call before Linux 3.15.
        case EINVAL, ENOSYS -> keepAndReplace(dir, entry);
        default -> throw e;
      }
    }
  }

  private void keepAndReplace(Fd dir, NewEntry entry) throws ErrnoException {
    RawPath old = StagedNames.old(entry.staged());
    try {
      paths.linkat(dir, entry.name(), dir, old, AtFlags.NONE);
    } catch (ErrnoException e) {
      switch (e.errno()) {
        case EEXIST -> requireKept(dir, old, entry); // it was cut off here
        // No hard links here. For a moment nothing has the name.
        case EPERM, EOPNOTSUPP, EMLINK, ENOSYS -> rename(dir, entry.name(), old, RenameFlags.NONE);
        default -> throw e;
      }
    }
    rename(dir, entry.staged(), entry.name(), RenameFlags.NONE);
  }

  private void requireKept(Fd dir, RawPath old, NewEntry entry) throws ErrnoException {
    FileStat kept = look(dir, old);
    if (kept == null || kept.ino() != entry.oldInode()) {
      throw new ErrnoException("linkat", Errno.EEXIST);
    }
  }

  private void renameToFree(Fd dir, RawPath from, RawPath to) throws ErrnoException {
    try {
      rename(dir, from, to, RenameFlags.NO_REPLACE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINVAL && e.errno() != Errno.ENOSYS) {
        throw e;
      }
      if (look(dir, to) != null) {
        throw new ErrnoException("renameat2", Errno.EEXIST);
      }
      rename(dir, from, to, RenameFlags.NONE);
    }
  }

  private void rename(Fd dir, RawPath from, RawPath to, RenameFlags flags) throws ErrnoException {
    paths.renameat2(dir, from, dir, to, flags);
  }

  private @Nullable FileStat look(Fd dir, RawPath name) throws ErrnoException {
    return Looking.at(paths, dir, name);
  }
}
