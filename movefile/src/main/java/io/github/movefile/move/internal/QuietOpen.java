// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.filecopy.LeaseBreak;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;

/** Opens a file or directory to read it, with as few effects as the kernel allows. */
public final class QuietOpen {
  /** A FIFO or terminal that is swapped in neither blocks nor is taken over. */
  private static final OpenFlags READ =
      OpenFlags.READ_ONLY
          .with(OpenFlags.NOFOLLOW)
          .with(OpenFlags.NONBLOCK)
          .with(OpenFlags.NO_CONTROLLING_TERMINAL);

  private static final OpenFlags READ_QUIETLY = READ.with(OpenFlags.NO_ATIME);

  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private static final OpenFlags DIRECTORY_QUIETLY = DIRECTORY.with(OpenFlags.NO_ATIME);

  private QuietOpen() {}

  /**
   * Opens a file, never what a link leads to; its time of access stays where this user may have it
   * so. A lease that another process has of it is waited for.
   *
   * @param paths how
   * @param file which
   * @return open for reading
   * @throws ErrnoException ELOOP for a symbolic link, EACCES
   */
  public static Fd file(PathCalls paths, Place file) throws ErrnoException {
    try {
      return LeaseBreak.openToRead(paths, file.dir(), file.path(), READ_QUIETLY);
    } catch (ErrnoException e) {
      requireNotTheOwner(e);
      return LeaseBreak.openToRead(paths, file.dir(), file.path(), READ);
    }
  }

  /**
   * Opens a directory to list it, in the same way.
   *
   * @param paths how
   * @param directory which; a link to one is followed
   * @return open for reading
   * @throws ErrnoException EACCES
   */
  static Fd directory(PathCalls paths, Place directory) throws ErrnoException {
    try {
      return paths.openat(directory.dir(), directory.path(), DIRECTORY_QUIETLY, 0);
    } catch (ErrnoException e) {
      requireNotTheOwner(e);
      return paths.openat(directory.dir(), directory.path(), DIRECTORY, 0);
    }
  }

  /** O_NOATIME is for the owner and root only. */
  private static void requireNotTheOwner(ErrnoException e) throws ErrnoException {
    if (e.errno() != Errno.EPERM) {
      throw e;
    }
  }
}
