// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/** What setxattr(2) does about an attribute that is there already. */
public enum XattrFlag {
  /** Creates or replaces. */
  SET(0),
  /** {@code XATTR_CREATE}: EEXIST if it is there. */
  CREATE(1),
  /** {@code XATTR_REPLACE}: ENODATA if it isn't. */
  REPLACE(2);

  private final int bits;

  XattrFlag(int bits) {
    this.bits = bits;
  }

  /**
   * The flag as the kernel takes it.
   *
   * @return bits
   */
  public int bits() {
    return bits;
  }
}
