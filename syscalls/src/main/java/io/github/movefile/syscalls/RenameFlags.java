// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * Flags of renameat2(2).
 *
 * @param bits as the kernel takes them
 */
public record RenameFlags(int bits) {
  /** As renameat(2): a target is replaced. */
  public static final RenameFlags NONE = new RenameFlags(0);

  /** {@code RENAME_NOREPLACE}: EEXIST if there is a target. */
  public static final RenameFlags NO_REPLACE = new RenameFlags(1);

  /** {@code RENAME_EXCHANGE}: both names swap their files. */
  public static final RenameFlags EXCHANGE = new RenameFlags(2);

  /**
   * Both.
   *
   * @param more other flags
   * @return a union
   */
  public RenameFlags with(RenameFlags more) {
    return new RenameFlags(bits | more.bits);
  }
}
