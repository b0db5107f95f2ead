// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Inode flags of chattr(1) and ioctl_iflags(2).
 *
 * @param bits as the kernel takes them
 */
public record InodeFlags(int bits) {
  /** No flag. */
  public static final InodeFlags NONE = new InodeFlags(0);

  /** {@code FS_SECRM_FL}. */
  public static final InodeFlags SECURE_DELETE = new InodeFlags(0x1);

  /** {@code FS_COMPR_FL}, {@code chattr +c}. */
  public static final InodeFlags COMPRESS = new InodeFlags(0x4);

  /** {@code FS_SYNC_FL}, {@code chattr +S}. */
  public static final InodeFlags SYNC = new InodeFlags(0x8);

  /** {@code FS_IMMUTABLE_FL}, {@code chattr +i}. */
  public static final InodeFlags IMMUTABLE = new InodeFlags(0x10);

  /** {@code FS_APPEND_FL}, {@code chattr +a}. */
  public static final InodeFlags APPEND = new InodeFlags(0x20);

  /** {@code FS_NODUMP_FL}, {@code chattr +d}. */
  public static final InodeFlags NO_DUMP = new InodeFlags(0x40);

  /** {@code FS_NOATIME_FL}, {@code chattr +A}. */
  public static final InodeFlags NO_ATIME = new InodeFlags(0x80);

  /** {@code FS_NOCOMP_FL}, {@code chattr +m}. */
  public static final InodeFlags NO_COMPRESS = new InodeFlags(0x400);

  /** {@code FS_NOCOW_FL}, {@code chattr +C}: takes effect on an empty file only. */
  public static final InodeFlags NO_COPY_ON_WRITE = new InodeFlags(0x800000);

  /** {@code FS_CASEFOLD_FL}: names in this directory differ by more than case. */
  public static final InodeFlags CASE_FOLD = new InodeFlags(0x40000000);

  /**
   * Both.
   *
   * @param more other flags
   * @return a union
   */
  public InodeFlags with(InodeFlags more) {
    return new InodeFlags(bits | more.bits);
  }

  /**
   * Those that are in both.
   *
   * @param mask other flags
   * @return an intersection
   */
  public InodeFlags only(InodeFlags mask) {
    return new InodeFlags(bits & mask.bits);
  }

  /**
   * Those that are not in another set.
   *
   * @param less other flags
   * @return a difference
   */
  public InodeFlags without(InodeFlags less) {
    return new InodeFlags(bits & ~less.bits);
  }

  /**
   * One by one.
   *
   * @return sets of one flag each, the lowest bit first
   */
  public List<InodeFlags> each() {
    return IntStream.range(0, Integer.SIZE)
        .mapToObj(bit -> new InodeFlags(bits & 1 << bit))
        .filter(flag -> !flag.isEmpty())
        .toList();
  }

  /**
   * Whether no flag is here.
   *
   * @return true for none
   */
  public boolean isEmpty() {
    return bits == 0;
  }

  /**
   * Whether all of some flags are here.
   *
   * @param flags flags
   * @return true if none is missing
   */
  public boolean has(InodeFlags flags) {
    return (bits & flags.bits) == flags.bits;
  }
}
