// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The kinds of file systems that tests run on, with what differs from one to the other. All of it
 * was seen on Linux 6.18; a test that asks here asserts it of the kernel that it runs on.
 *
 * <p>An overlay is as its upper layer, which is taken for one of ext4.
 */
public enum FileSystemKind {
  /** In blocks of 4 KiB. */
  EXT4,
  /** In nodes of 16 KiB, the default. */
  BTRFS,
  /** With reflinks, the default since xfsprogs 5.1. */
  XFS,
  /** In memory. */
  TMPFS,
  /** overlayfs. */
  OVERLAY,
  /** Not in the laboratory: taken for one that has no limits but the kernel's. */
  OTHER;

  /**
   * Asks the kernel, by its table of mounts.
   *
   * @param directory that is there
   * @return the kind of the file system that it is on
   */
  public static FileSystemKind of(Path directory) {
    try {
      String type = Files.getFileStore(directory).type();
      return Arrays.stream(values())
          .filter(kind -> kind.label().equals(type))
          .findFirst()
          .orElse(OTHER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The name of the kind, as in /proc/filesystems.
   *
   * @return in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How long the text of a symlink can be; one byte more is ENAMETOOLONG. {@code
   * XFS_SYMLINK_MAXLEN} less the final NUL, else {@code PATH_MAX} less it.
   *
   * @return in bytes
   */
  public int longestLink() {
    return this == XFS ? 1023 : 4095;
  }

  /**
   * How long a file can be: on ext4 2^32 − 1 blocks.
   *
   * @return in bytes
   */
  public long longestFile() {
    return this == EXT4 || this == OVERLAY ? (1L << 44) - 4096 : Long.MAX_VALUE;
  }

  /**
   * Whether ioctl_ficlone(2) shares blocks between two files of one file system; elsewhere it is
   * EOPNOTSUPP.
   *
   * @return true for btrfs and xfs
   */
  public boolean sharesBlocks() {
    return this == BTRFS || this == XFS;
  }

  /**
   * Whether ioctl_ficlone(2) from one to the other is EXDEV. Two mounts of one file system were
   * apart before Linux 5.18.
   *
   * @param a a directory
   * @param b another one
   * @return true for two file systems
   */
  public static boolean areApart(Path a, Path b) {
    try {
      return !Files.getAttribute(a, "unix:dev").equals(Files.getAttribute(b, "unix:dev"))
          || (!kernelIsAtLeast(5, 18) && !Files.getFileStore(a).equals(Files.getFileStore(b)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean kernelIsAtLeast(int major, int minor) {
    String[] version = System.getProperty("os.version").split("[^0-9]", 3);
    int difference = Integer.parseInt(version[0]) - major;
    return difference > 0 || (difference == 0 && Integer.parseInt(version[1]) >= minor);
  }

  /**
   * Whether mknod(2) can make a device of some number; else it answers EINVAL. xfs takes 9 bits of
   * the major number and 18 of the minor one ({@code xfs_vn_mknod}).
   *
   * @param major up to 4095
   * @param minor up to 1048575
   * @return true but for large numbers on xfs
   */
  public boolean takesDevice(int major, int minor) {
    return this != XFS || (major < 1 << 9 && minor < 1 << 18);
  }

  /**
   * Whether mknod(2) can make the character device 0:0. To overlayfs it means "removed", and it
   * answers EPERM.
   *
   * @return false for overlayfs
   */
  public boolean takesWhiteouts() {
    return this != OVERLAY;
  }

  /**
   * Whether there is the flag S of chattr(1), "write synchronously"; elsewhere EOPNOTSUPP.
   *
   * @return false for tmpfs
   */
  public boolean hasSyncFlag() {
    return this != TMPFS;
  }

  /**
   * What rename(2) answers that is to replace a directory which isn't empty; POSIX allows both.
   *
   * @return EEXIST or ENOTEMPTY
   */
  public Errno overNonEmptyDirectory() {
    return this == XFS ? Errno.EEXIST : Errno.ENOTEMPTY;
  }

  /**
   * Whether an open directory lists what is made in it after it was opened.
   *
   * @return false for btrfs since Linux 6.5
   */
  public boolean listsWhatIsMadeLater() {
    return this != BTRFS || !kernelIsAtLeast(6, 5);
  }

  /**
   * Whether root sees each ACL a second time, as {@code trusted.SGI_ACL_FILE} and {@code
   * trusted.SGI_ACL_DEFAULT}.
   *
   * @return true for xfs
   */
  public boolean showsAclsTwice() {
    return this == XFS;
  }

  /**
   * Whether all attributes of a file share one block of 4 KiB; more is ENOSPC.
   *
   * @return true for ext4 without the feature ea_inode
   */
  public boolean hasOneBlockOfAttributes() {
    return this == EXT4 || this == OVERLAY;
  }

  /**
   * Whether swapon(8) takes an ordinary file.
   *
   * @return true for ext4 and xfs
   */
  public boolean holdsSwapFiles() {
    return this == EXT4 || this == XFS;
  }
}
