// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * Flags of the {@code *at} calls, such as fstatat(2) and linkat(2).
 *
 * @param bits as the kernel takes them
 */
public record AtFlags(int bits) {
  /** Nothing: a final symlink is followed by the calls that follow by default. */
  public static final AtFlags NONE = new AtFlags(0);

  /** {@code AT_SYMLINK_NOFOLLOW}. */
  public static final AtFlags SYMLINK_NOFOLLOW = new AtFlags(0x100);

  /** {@code AT_REMOVEDIR}: unlinkat(2) acts as rmdir(2). */
  public static final AtFlags REMOVE_DIRECTORY = new AtFlags(0x200);

  /** {@code AT_SYMLINK_FOLLOW}: linkat(2) links what a symlink points to. */
  public static final AtFlags SYMLINK_FOLLOW = new AtFlags(0x400);

  /** {@code AT_EMPTY_PATH}: an empty path means the descriptor itself. */
  public static final AtFlags EMPTY_PATH = new AtFlags(0x1000);

  /**
   * Both.
   *
   * @param more other flags
   * @return a union
   */
  public AtFlags with(AtFlags more) {
    return new AtFlags(bits | more.bits);
  }
}
