// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileLock;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.EnumSet;
import java.util.Set;

/**
 * The lock of a root, flock(2) of its directory: a transaction has it alone, and other merges share
 * it. It belongs to the open descriptor, so that it goes with it, also when the process is killed.
 */
final class RootLock {
  /** A file system without locks, or a handle ({@code O_PATH}) that can't have one. */
  private static final Set<Errno> ABSENT =
      EnumSet.of(
          Errno.EBADF, Errno.ENOLCK, Errno.ENOSYS, Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ENOTSUPP);

  private static final RawPath DOT = RawPath.of(".");

  private RootLock() {}

  /** Keeps transactions out, where the file system has locks. */
  static void share(Syscalls calls, Fd root, Place image, Place shown) throws MoveException {
    try {
      take(calls, root, FileLock.SHARED, image, shown);
    } catch (ErrnoException e) {
      if (!ABSENT.contains(e.errno())) {
        throw Failing.at(image, shown, MoveStep.LOOK, e);
      }
    }
  }

  /** Keeps all others out. */
  static void takeAlone(Syscalls calls, Fd root, Place image, Place shown) throws MoveException {
    try {
      take(calls, root, FileLock.EXCLUSIVE, image, shown);
    } catch (ErrnoException e) {
      ErrnoException why = e.errno() == Errno.EBADF ? whyUnreadable(calls, root, e) : e;
      throw Failing.at(image, shown, MoveStep.LOOK, why);
    }
  }

  /** A root that may not be read is a handle only, which can't be locked. */
  private static ErrnoException whyUnreadable(Syscalls calls, Fd root, ErrnoException unlocked) {
    try {
      calls.paths().openat(root, DOT, OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY), 0).close();
      return unlocked;
    } catch (ErrnoException e) {
      return e;
    }
  }

  private static void take(Syscalls calls, Fd root, FileLock lock, Place image, Place shown)
      throws MoveException, ErrnoException {
    try {
      calls.data().flock(root, lock);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EAGAIN) {
        throw e;
      }
      throw Failing.refused(
          image,
          shown,
          MoveFailure.LOCKED,
          "another merge is at work in " + shown.shown().quoted());
    }
  }
}
