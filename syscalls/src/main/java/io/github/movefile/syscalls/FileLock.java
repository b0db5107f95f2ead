// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/** What is done with the lock of a file, flock(2); never by waiting for it. */
public enum FileLock {
  /** {@code LOCK_SH}: others may share it. */
  SHARED(1),
  /** {@code LOCK_EX}: nobody else may have it. */
  EXCLUSIVE(2),
  /** {@code LOCK_UN}: it is given up. */
  UNLOCK(8);

  private static final int LOCK_NB = 4;

  private final int operation;

  FileLock(int operation) {
    this.operation = operation;
  }

  /**
   * The number as the kernel takes it.
   *
   * @return with {@code LOCK_NB}
   */
  public int operation() {
    return operation | LOCK_NB;
  }
}
