// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/** What an offset of lseek(2) counts from. */
public enum Whence {
  /** {@code SEEK_SET}: the start. */
  SET(0),
  /** {@code SEEK_CUR}: the present position. */
  CURRENT(1),
  /** {@code SEEK_END}: the end. */
  END(2),
  /** {@code SEEK_DATA}: the next byte that isn't in a hole. */
  DATA(3),
  /** {@code SEEK_HOLE}: the next hole, or the end. */
  HOLE(4);

  private final int number;

  Whence(int number) {
    this.number = number;
  }

  /**
   * The number as the kernel takes it.
   *
   * @return 0 to 4
   */
  public int number() {
    return number;
  }
}
