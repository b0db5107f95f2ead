// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Remembers the times of the root itself, in an attribute of it: to make and to remove the state
 * directory changes them, and where else would they be known before the one and after the other? An
 * attribute leaves them alone.
 *
 * <p>On a file system without attributes, or for a user who may not set them, a transaction that is
 * killed right then leaves the root with a new time of change.
 */
final class RootTimes {
  private static final XattrName NAME = XattrName.of("user.movefile.times");
  private static final int LENGTH = 2 * (Long.BYTES + Integer.BYTES);
  private static final Set<Errno> REFUSED =
      EnumSet.of(
          Errno.EOPNOTSUPP,
          Errno.ENOTSUPP,
          Errno.ENOSYS,
          Errno.EPERM,
          Errno.EACCES,
          Errno.ENOSPC,
          Errno.EDQUOT,
          Errno.EBADF);

  private RootTimes() {}

  /** Remembers them, where that is possible. */
  static void remember(Syscalls calls, Fd root, FileStat facts) throws ErrnoException {
    ByteBuffer value = ByteBuffer.allocate(LENGTH);
    put(value, facts.atime());
    put(value, facts.mtime());
    try {
      calls.xattrs().fsetxattr(root, NAME, value.array(), XattrFlag.SET);
    } catch (ErrnoException e) {
      if (!REFUSED.contains(e.errno())) {
        throw e;
      }
    }
  }

  /**
   * Gives the root the times that were remembered, if any were, and forgets them.
   *
   * @return whether there were any
   */
  static boolean restore(Syscalls calls, Fd root) throws ErrnoException {
    byte[] value = new byte[LENGTH];
    int length;
    try {
      length = calls.xattrs().fgetxattr(root, NAME, value);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENODATA || REFUSED.contains(e.errno())) {
        return false;
      }
      throw e;
    }
    if (length == LENGTH) {
      ByteBuffer times = ByteBuffer.wrap(value);
      Timespec atime = get(times);
      calls.data().futimens(root, atime, get(times));
    }
    forget(calls, root);
    return true;
  }

  /** Forgets them. */
  static void forget(Syscalls calls, Fd root) throws ErrnoException {
    try {
      calls.xattrs().fremovexattr(root, NAME);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENODATA && !REFUSED.contains(e.errno())) {
        throw e;
      }
    }
  }

  private static void put(ByteBuffer to, Timespec time) {
    to.putLong(time.seconds()).putInt(time.nanos());
  }

  private static Timespec get(ByteBuffer from) {
    return new Timespec(from.getLong(), from.getInt());
  }
}
