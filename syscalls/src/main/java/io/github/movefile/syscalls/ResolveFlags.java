// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * Flags of openat2(2), {@code resolve} of {@code struct open_how}.
 *
 * @param bits as the kernel takes them
 */
public record ResolveFlags(int bits) {
  /** As openat(2). */
  public static final ResolveFlags NONE = new ResolveFlags(0);

  /** {@code RESOLVE_NO_XDEV}: no mount point is crossed. */
  public static final ResolveFlags NO_XDEV = new ResolveFlags(0x01);

  /** {@code RESOLVE_NO_MAGICLINKS}: no link of /proc is followed. */
  public static final ResolveFlags NO_MAGICLINKS = new ResolveFlags(0x02);

  /** {@code RESOLVE_NO_SYMLINKS}: no link at all is followed. */
  public static final ResolveFlags NO_SYMLINKS = new ResolveFlags(0x04);

  /** {@code RESOLVE_BENEATH}: a path that leaves the directory fails (EXDEV). */
  public static final ResolveFlags BENEATH = new ResolveFlags(0x08);

  /** {@code RESOLVE_IN_ROOT}: the directory is taken for the root. */
  public static final ResolveFlags IN_ROOT = new ResolveFlags(0x10);

  /**
   * Both.
   *
   * @param more other flags
   * @return a union
   */
  public ResolveFlags with(ResolveFlags more) {
    return new ResolveFlags(bits | more.bits);
  }
}
