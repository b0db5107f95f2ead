// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An open file descriptor that is closed at most once, so that a number that the kernel has given
 * to somebody else in the meantime is never closed by mistake.
 *
 * <p>Thread-safe; whoever opened it closes it. Using a closed one is a programming error and
 * throws.
 */
public final class Fd implements AutoCloseable {
  /** What {@code AT_FDCWD} is for the {@code *at} calls: paths start at the working directory. */
  public static final Fd CWD = new Fd(-100, null);

  /** One object a descriptor less than an AtomicBoolean, and half the code at each close. */
  private static final AtomicIntegerFieldUpdater<Fd> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(Fd.class, "closed");

  private final int number;
  private final @Nullable Closer closer;
  private volatile int closed;

  private Fd(int number, @Nullable Closer closer) {
    this.number = number;
    this.closer = closer;
  }

  /**
   * Takes over an open descriptor.
   *
   * @param number what open(2) gave, at least 0
   * @param closer closes the number; called at most once
   * @return its owner
   */
  public static Fd adopt(int number, Closer closer) {
    if (number < 0) {
      throw new IllegalArgumentException("not a descriptor: " + number);
    }
    return new Fd(number, closer);
  }

  /**
   * The number, for a system call.
   *
   * @return the descriptor, or {@code AT_FDCWD}
   * @throws IllegalStateException if it was closed
   */
  public int number() {
    if (closed != 0) {
      throw new IllegalStateException("descriptor " + number + " was closed");
    }
    return number;
  }

  /**
   * Whether {@link #close} was not called yet.
   *
   * @return true while the descriptor may be used
   */
  public boolean isOpen() {
    return closed == 0;
  }

  /**
   * Closes the descriptor; the second and later calls do nothing. {@link #CWD} stays open.
   *
   * @throws ErrnoException what close(2) reported: the last chance of NFS and of quotas to say that
   *     data written before was not stored. The descriptor is closed all the same.
   */
  @Override
  public void close() throws ErrnoException {
    if (closer != null && CLOSED.compareAndSet(this, 0, 1)) {
      closer.close(number);
    }
  }

  @Override
  public String toString() {
    return this == CWD ? "AT_FDCWD" : "fd " + number + (isOpen() ? "" : " (closed)");
  }

  /** Closes one descriptor number. */
  @FunctionalInterface
  public interface Closer {
    /**
     * Closes the descriptor, also when it fails: {@code int close(int fd)}, close(2).
     *
     * @param number the descriptor
     * @throws ErrnoException what close(2) reported
     */
    void close(int number) throws ErrnoException;
  }
}
