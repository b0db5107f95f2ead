// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.util.Map;

/** File systems by their magic number, as {@code linux/magic.h} and statfs(2) list them. */
public final class FileSystemNames {
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0xEF53L, "ext4"), // ext2 and ext3 have the same number
          Map.entry(0x58465342L, "xfs"),
          Map.entry(0x9123683EL, "btrfs"),
          Map.entry(0x2FC12FC1L, "zfs"),
          Map.entry(0xCA451A4EL, "bcachefs"),
          Map.entry(0xF2F52010L, "f2fs"),
          Map.entry(0x01021994L, "tmpfs"),
          Map.entry(0x858458F6L, "ramfs"),
          Map.entry(0x794C7630L, "overlayfs"),
          Map.entry(0x6969L, "nfs"),
          Map.entry(0xFF534D42L, "cifs"),
          Map.entry(0xFE534D42L, "smb2"),
          Map.entry(0x01021997L, "9p"),
          Map.entry(0x65735546L, "fuse"),
          Map.entry(0x00C36400L, "ceph"),
          Map.entry(0x4D44L, "vfat"),
          Map.entry(0x2011BAB0L, "exfat"),
          Map.entry(0x5346544EL, "ntfs"),
          Map.entry(0x7366746EL, "ntfs3"),
          Map.entry(0x3153464AL, "jfs"),
          Map.entry(0x52654973L, "reiserfs"),
          Map.entry(0x73717368L, "squashfs"),
          Map.entry(0xE0F5E1E2L, "erofs"),
          Map.entry(0x9660L, "iso9660"),
          Map.entry(0x15013346L, "udf"),
          Map.entry(0x24051905L, "ubifs"),
          Map.entry(0x9FA0L, "proc"),
          Map.entry(0x62656572L, "sysfs"),
          Map.entry(0x6A656A63L, "virtiofs"));

  private FileSystemNames() {}

  /**
   * The name.
   *
   * @param magic what fstatfs(2) tells
   * @return such as {@code ext4}, or the number in hexadecimal
   */
  public static String of(long magic) {
    String name = NAMES.get(magic & 0xffff_ffffL);
    return name == null ? "0x" + Long.toHexString(magic & 0xffff_ffffL) : name;
  }
}
