// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;

/** Directories and times, by single system calls. Thread-safe. */
final class Entries {
  private static final int OWNER_ONLY = 0700;

  private final Syscalls calls;

  Entries(Syscalls calls) {
    this.calls = calls;
  }

  /**
   * Makes a directory with exactly these permission bits, whatever the umask.
   *
   * @param path the directory; the one that it is in must be there
   * @param mode permission bits
   * @param mayExist whether one that is there already will do, as it is, or a link to one
   * @return whether it was made
   * @throws EntryException if it is neither made nor there
   */
  boolean makeDirectory(RawPath path, int mode, boolean mayExist) throws EntryException {
    try {
      calls.paths().mkdirat(Fd.CWD, path, OWNER_ONLY);
    } catch (ErrnoException e) {
      if (mayExist && e.errno() == Errno.EEXIST && isDirectory(path)) {
        return false;
      }
      throw new EntryException(path, e);
    }
    try {
      // Not chmod(2), which would follow a link that somebody has put there meanwhile.
      OpenFlags flags = OpenFlags.DIRECTORY.with(OpenFlags.NOFOLLOW);
      try (Fd directory = calls.paths().openat(Fd.CWD, path, flags, 0)) {
        calls.data().fchmod(directory, mode);
      }
    } catch (ErrnoException e) {
      throw new EntryException(path, withoutDirectory(path, e));
    }
    return true;
  }

  private boolean isDirectory(RawPath path) {
    try {
      return calls.paths().statx(Fd.CWD, path, AtFlags.NONE).isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }

  private ErrnoException withoutDirectory(RawPath path, ErrnoException why) {
    try {
      calls.paths().unlinkat(Fd.CWD, path, AtFlags.REMOVE_DIRECTORY);
    } catch (ErrnoException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  /**
   * Sets a time of change, of a symbolic link itself.
   *
   * @param path the file
   * @param time exact to the ns
   * @return the time that the file system has kept
   * @throws EntryException if it is not set
   */
  Timespec setMtime(RawPath path, Timespec time) throws EntryException {
    try {
      calls.paths().utimensat(Fd.CWD, path, Timespec.OMIT, time, AtFlags.SYMLINK_NOFOLLOW);
      return calls.paths().statx(Fd.CWD, path, AtFlags.SYMLINK_NOFOLLOW).mtime();
    } catch (ErrnoException e) {
      throw new EntryException(path, e);
    }
  }
}
