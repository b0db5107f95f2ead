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
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private static final int LENGTH = 3 * (Long.BYTES + Integer.BYTES);
  private static final Timespec NOT_YET = new Timespec(0, 0);

  /**
   * So much later than it was begun, in seconds, the last change of a rollback is still its own.
   */
  private static final long LONGEST_END = 2;

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

  /**
   * What the attribute holds.
   *
   * @param atime of the root before the transaction
   * @param mtime of the root before the transaction
   * @param end when its rollback came to its end
   */
  private record Remembered(Timespec atime, Timespec mtime, Timespec end) {}

  private RootTimes() {}

  /** Remembers them, where that is possible. */
  static void remember(Syscalls calls, Fd root, FileStat facts) throws ErrnoException {
    remember(calls, root, new Remembered(facts.atime(), facts.mtime(), NOT_YET));
  }

  private static void remember(Syscalls calls, Fd root, Remembered times) throws ErrnoException {
    ByteBuffer value = ByteBuffer.allocate(LENGTH);
    put(value, times.atime());
    put(value, times.mtime());
    put(value, times.end());
    try {
      calls.xattrs().fsetxattr(root, NAME, value.array(), XattrFlag.SET);
    } catch (ErrnoException e) {
      if (!REFUSED.contains(e.errno())) {
        throw e;
      }
    }
  }

  /** The last change of a rollback comes next: only that is what a restoration makes up for. */
  static void beforeEnd(Syscalls calls, Fd root) throws ErrnoException {
    Remembered times = remembered(calls, root);
    if (times != null) {
      Timespec now = Timespec.of(Instant.now());
      remember(calls, root, new Remembered(times.atime(), times.mtime(), now));
    }
  }

  /**
   * Gives the root the times that were remembered, if any were, and forgets them.
   *
   * @return whether there were any
   */
  static boolean restore(Syscalls calls, Fd root) throws ErrnoException {
    Remembered times = remembered(calls, root);
    if (times != null) {
      set(calls, root, times);
      forget(calls, root);
    }
    return times != null;
  }

  /**
   * Does the same for a transaction that was cut off before it had its directory, or after that was
   * gone again. In the first case it has changed nothing; and what others have changed in the root
   * since, in either, changes its times for good.
   *
   * @return whether they were restored
   */
  static boolean restoreLate(Syscalls calls, Fd root) throws ErrnoException {
    Remembered times = remembered(calls, root);
    if (times == null) {
      return false;
    }
    long since = calls.data().fstat(root).mtime().seconds() - times.end().seconds();
    boolean isOwn = !times.end().equals(NOT_YET) && Math.abs(since) <= LONGEST_END;
    if (isOwn) {
      set(calls, root, times);
    }
    forget(calls, root);
    return isOwn;
  }

  /** Whoever may write to a root that isn't theirs can't set its times, utimensat(2). */
  private static void set(Syscalls calls, Fd root, Remembered times) throws ErrnoException {
    try {
      calls.data().futimens(root, times.atime(), times.mtime());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM) {
        throw e;
      }
    }
  }

  /** Null if there is nothing, or nothing that can be understood. */
  private static @Nullable Remembered remembered(Syscalls calls, Fd root) throws ErrnoException {
    byte[] value = new byte[LENGTH];
    int length;
    try {
      length = calls.xattrs().fgetxattr(root, NAME, value);
    } catch (ErrnoException e) {
      boolean isForeign = e.errno() == Errno.ERANGE; // longer than ours
      if (isForeign || e.errno() == Errno.ENODATA || REFUSED.contains(e.errno())) {
        return null;
      }
      throw e;
    }
    if (length != LENGTH) {
      return null;
    }
    ByteBuffer times = ByteBuffer.wrap(value);
    return new Remembered(get(times), get(times), get(times));
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
