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

/** Stores files and directories on the device, where {@link Durability} is asked for. */
final class Syncing {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
  private static final OpenFlags FILE = OpenFlags.READ_ONLY.with(OpenFlags.NOFOLLOW);

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

  private static void fileSystemOf(MoveContext move, Place file) throws ErrnoException {
    Place directory = file.directory();
    try (Fd fd = move.calls().paths().openat(directory.dir(), directory.path(), DIRECTORY, 0)) {
      move.calls().data().syncfs(fd);
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
        if (!Unsupported.DIRECTORY_SYNC.contains(e.errno())) {
          throw e;
        }
      }
    }
  }
}
