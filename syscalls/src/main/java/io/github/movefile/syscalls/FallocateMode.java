// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/** What fallocate(2) does with a range. */
public enum FallocateMode {
  /** Allocates blocks and, where the range ends behind the end, lengthens the file. */
  ALLOCATE(0),
  /** {@code FALLOC_FL_KEEP_SIZE}: allocates blocks. */
  KEEP_SIZE(1),
  /** {@code FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE}: makes the range a hole. */
  PUNCH_HOLE(3);

  private final int bits;

  FallocateMode(int bits) {
    this.bits = bits;
  }

  /**
   * The mode as the kernel takes it.
   *
   * @return bits
   */
  public int bits() {
    return bits;
  }
}
