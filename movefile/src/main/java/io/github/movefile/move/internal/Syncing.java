// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.filecopy.LeaseBreak;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;

/** Stores files and directories on the device, where {@link Durability} is asked for. */
final class Syncing {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
  private static final OpenFlags FILE =
      OpenFlags.READ_ONLY.with(OpenFlags.NOFOLLOW).with(OpenFlags.NONBLOCK);

  private static final OpenFlags UNNAMED = OpenFlags.WRITE_ONLY.with(OpenFlags.UNNAMED_FILE);
  private static final int PRIVATE_MODE = 0600;

  private Syncing() {}

  static boolean isAskedFor(MoveContext move) {
    return move.options().durability() != Durability.NONE;
  }

  static void file(MoveContext move, Fd fd) throws ErrnoException {
    if (isAskedFor(move)) {
      move.enter(MoveStep.SYNC_FILE);
      move.calls().data().fsync(fd);
    }
  }

  /** A regular file that isn't open. */
  static void file(MoveContext move, Place file) throws ErrnoException {
    if (isAskedFor(move)) {
      move.enter(MoveStep.SYNC_FILE);
      try (Fd fd = LeaseBreak.openToRead(move.calls().paths(), file.dir(), file.path(), FILE)) {
        move.calls().data().fsync(fd);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EACCES) {
          throw e;
        }
        fileSystemOf(move, file); // who may not read a file may still rename it
      }
    }
  }

  /** All of it, and what it has of that name: of an inode xfs isn't silent, see below. */
  private static void fileSystemOf(MoveContext move, Place name) throws ErrnoException {
    try (Fd fd = openAnyOf(move.calls().paths(), name.directory())) {
      move.calls().data().syncfs(fd);
      move.calls().data().fstat(fd);
    }
  }

  /**
   * A directory, or, for who may not read it, as a drop box of mode 1733, a file without a name in
   * it: who made or removed a name there may make that. A handle ({@code O_PATH}) is nothing that
   * could be synced.
   */
  private static Fd openAnyOf(PathCalls paths, Place directory) throws ErrnoException {
    try {
      return paths.openat(directory.dir(), directory.path(), DIRECTORY, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      return openUnnamed(paths, directory, e);
    }
  }

  private static Fd openUnnamed(PathCalls paths, Place directory, ErrnoException unreadable)
      throws ErrnoException {
    try {
      return paths.openat(directory.dir(), directory.path(), UNNAMED, PRIVATE_MODE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      unreadable.addSuppressed(e);
      throw unreadable;
    }
  }

  /**
   * The directory that holds a name that was made or removed.
   *
   * <p>xfs (Linux 6.18) says of a directory that it was stored also after it was shut down; of its
   * inode it says nothing any more. So who hears of the inode afterwards may believe the first.
   */
  static void directoryOf(MoveContext move, Place name) throws ErrnoException {
    if (isAskedFor(move)) {
      move.enter(MoveStep.SYNC_DIRECTORY);
      Place directory = name.directory();
      try (Fd fd = move.calls().paths().openat(directory.dir(), directory.path(), DIRECTORY, 0)) {
        move.calls().data().fsync(fd);
        move.calls().data().fstat(fd);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EACCES) {
          fileSystemOf(move, name); // who may not read a directory may still make names in it
        } else if (!Unsupported.DIRECTORY_SYNC.contains(e.errno())) {
          throw e;
        }
      }
    }
  }
}
