// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.XattrFile;

/** An inode whose metadata is set through its descriptor, never through a name. */
sealed interface InodeHandle {
  void chown(int uid, int gid) throws ErrnoException;

  void chmod(int mode) throws ErrnoException;

  void setTimes(Timespec atime, Timespec mtime) throws ErrnoException;

  XattrFile xattrs();

  Fd fd();

  /**
   * A file or directory that is open for reading or writing.
   *
   * @param calls how
   * @param fd the file
   * @param place for messages
   */
  record OpenFile(Syscalls calls, Fd fd, Place place) implements InodeHandle {
    @Override
    public void chown(int uid, int gid) throws ErrnoException {
      calls.data().fchown(fd, uid, gid);
    }

    @Override
    public void chmod(int mode) throws ErrnoException {
      calls.data().fchmod(fd, mode);
    }

    @Override
    public void setTimes(Timespec atime, Timespec mtime) throws ErrnoException {
      calls.data().futimens(fd, atime, mtime);
    }

    @Override
    public XattrFile xattrs() {
      return XattrFile.open(fd, place.shown());
    }
  }

  /**
   * A link or node behind an {@code O_PATH} descriptor, which the calls on open files refuse
   * (EBADF). Its link in /proc leads to the inode all the same, and no further if that is a
   * symbolic link.
   *
   * @param calls how
   * @param fd the handle
   * @param place for messages
   */
  record PathOnly(Syscalls calls, Fd fd, Place place) implements InodeHandle {
    @Override
    public void chown(int uid, int gid) throws ErrnoException {
      calls.paths().fchownat(fd, RawPath.EMPTY, uid, gid, AtFlags.EMPTY_PATH);
    }

    @Override
    public void chmod(int mode) throws ErrnoException {
      calls.paths().fchmodat(Fd.CWD, ProcPaths.of(fd), mode);
    }

    @Override
    public void setTimes(Timespec atime, Timespec mtime) throws ErrnoException {
      try {
        calls.paths().utimensat(fd, RawPath.EMPTY, atime, mtime, AtFlags.EMPTY_PATH);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINVAL) { // no AT_EMPTY_PATH here before Linux 5.8
          throw e;
        }
        calls.paths().utimensat(Fd.CWD, ProcPaths.of(fd), atime, mtime, AtFlags.NONE);
      }
    }

    @Override
    public XattrFile xattrs() {
      return XattrFile.pathFollowing(ProcPaths.of(fd), place.shown());
    }
  }
}
