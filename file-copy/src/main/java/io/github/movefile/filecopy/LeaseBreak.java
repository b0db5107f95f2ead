// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;

/**
 * Opens files of which another process may have a lease ({@code F_SETLEASE}, fcntl(2)), as Samba
 * and NFS servers do for their clients. An open that doesn't block asks for the lease and fails
 * with EAGAIN; one that does waits until it is given up, but in the place of the file there may be
 * a FIFO by then, whose writer would be waited for. So the first that is opened is a handle, which
 * tells. Thread-safe.
 */
public final class LeaseBreak {
  private LeaseBreak() {}

  /**
   * Opens a file to read it, and waits for the lease of a regular one, as cp(1) does: the kernel
   * takes it away after {@code /proc/sys/fs/lease-break-time} seconds, see proc(5). Nothing else is
   * waited for.
   *
   * @param paths how
   * @param dir the directory that a relative path starts at
   * @param path which
   * @param flags how, with {@code O_NONBLOCK}
   * @return open for reading
   * @throws ErrnoException if it can't be opened; EAGAIN for a lease where there is no {@code
   *     /proc}
   */
  public static Fd openToRead(PathCalls paths, Fd dir, RawPath path, OpenFlags flags)
      throws ErrnoException {
    try {
      return paths.openat(dir, path, flags, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EAGAIN) {
        throw e;
      }
      return openAndWait(paths, dir, path, flags, e);
    }
  }

  private static Fd openAndWait(
      PathCalls paths, Fd dir, RawPath path, OpenFlags flags, ErrnoException leased)
      throws ErrnoException {
    boolean follows = !flags.has(OpenFlags.NOFOLLOW);
    OpenFlags handleFlags = follows ? OpenFlags.PATH : OpenFlags.PATH.with(OpenFlags.NOFOLLOW);
    Fd opened = null;
    try (Fd handle = paths.openat(dir, path, handleFlags, 0)) {
      if (!paths.statx(handle, RawPath.EMPTY, AtFlags.EMPTY_PATH).isRegular()) {
        throw leased;
      }
      opened = openItself(paths, handle, flags, leased);
      return opened;
    } catch (ErrnoException e) { // of closing the handle, if it is open
      if (opened != null) {
        closeAfter(e, opened);
      }
      throw e;
    }
  }

  /** Its link in /proc leads to the very inode: no other one can come between. */
  private static Fd openItself(PathCalls paths, Fd handle, OpenFlags flags, ErrnoException leased)
      throws ErrnoException {
    OpenFlags waiting = flags.without(OpenFlags.NOFOLLOW).without(OpenFlags.NONBLOCK);
    try {
      return paths.openat(Fd.CWD, RawPath.of("/proc/self/fd/" + handle.number()), waiting, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      throw leased; // no /proc here; the file is there
    }
  }

  private static void closeAfter(ErrnoException failure, Fd opened) {
    try {
      opened.close();
    } catch (ErrnoException e) {
      failure.addSuppressed(e);
    }
  }
}
