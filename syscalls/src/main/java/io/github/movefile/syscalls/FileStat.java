// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * What statx(2) tells of a file. Immutable.
 *
 * @param dev the device that holds the file, as {@link #device} makes it
 * @param ino inode number
 * @param mode {@code st_mode}: type and permission bits
 * @param nlink number of hard links
 * @param uid owner, unsigned 32 bits
 * @param gid group, unsigned 32 bits
 * @param rdev the device that a device node stands for, as {@link #device} makes it
 * @param size length in bytes
 * @param blocks blocks of 512 bytes that are allocated
 * @param blockSize the preferred size of an access in bytes
 * @param atime last access
 * @param mtime last change of the contents
 * @param ctime last change of the inode
 * @param attributes {@code stx_attributes}, 0 where the kernel has no statx
 */
public record FileStat(
    long dev,
    long ino,
    int mode,
    int nlink,
    int uid,
    int gid,
    long rdev,
    long size,
    long blocks,
    int blockSize,
    Timespec atime,
    Timespec mtime,
    Timespec ctime,
    long attributes) {

  /** {@code S_ISUID}. */
  public static final int SETUID = 04000;

  /** {@code S_ISGID}. */
  public static final int SETGID = 02000;

  /** {@code S_ISVTX}. */
  public static final int STICKY = 01000;

  private static final int PERMISSION_MASK = 07777;
  private static final long BLOCK = 512;
  private static final long ATTR_IMMUTABLE = 0x10;
  private static final long ATTR_APPEND = 0x20;

  /**
   * One number for a device, with room for 32 bits of each part; not the encoding of mknod(2).
   *
   * @param major major number
   * @param minor minor number
   * @return {@code major << 32 | minor}
   */
  public static long device(int major, int minor) {
    return (long) major << 32 | (minor & 0xffff_ffffL);
  }

  /**
   * The major part of a device number.
   *
   * @param device what {@link #device} made
   * @return the major number
   */
  public static int major(long device) {
    return (int) (device >>> 32);
  }

  /**
   * The minor part of a device number.
   *
   * @param device what {@link #device} made
   * @return the minor number
   */
  public static int minor(long device) {
    return (int) device;
  }

  /**
   * The type.
   *
   * @return from the mode
   */
  public FileType type() {
    return FileType.ofMode(mode);
  }

  /**
   * Whether this is a regular file.
   *
   * @return true for {@code S_IFREG}
   */
  public boolean isRegular() {
    return (mode & FileType.MASK) == FileType.REGULAR.modeBits();
  }

  /**
   * Whether this is a directory.
   *
   * @return true for {@code S_IFDIR}
   */
  public boolean isDirectory() {
    return (mode & FileType.MASK) == FileType.DIRECTORY.modeBits();
  }

  /**
   * Whether this is a symbolic link.
   *
   * @return true for {@code S_IFLNK}
   */
  public boolean isSymlink() {
    return (mode & FileType.MASK) == FileType.SYMLINK.modeBits();
  }

  /**
   * The mode without the type.
   *
   * @return 0 to 07777
   */
  public int permissions() {
    return mode & PERMISSION_MASK;
  }

  /**
   * Whether there are blocks enough for every byte: then a hole is unlikely. It is there if some
   * blocks are behind the end (fallocate(2) with {@code KEEP_SIZE}) or hold attributes. Compressed
   * files and those stored inside the inode may have fewer blocks and no hole either.
   *
   * @return false if there may well be holes
   */
  public boolean isDense() {
    return blocks >= size / BLOCK + (size % BLOCK == 0 ? 0 : 1);
  }

  /**
   * Whether both are one inode.
   *
   * @param other another file
   * @return true for the same device and inode
   */
  public boolean isSameFile(FileStat other) {
    return ino == other.ino && dev == other.dev;
  }

  /**
   * Whether both may be one inode that is seen through two file systems: an overlay or a bindfs and
   * what is below it, an NFS mount of what this machine exports. Nothing tells it for sure; but two
   * files hardly have one number, and one time of status change to the nanosecond.
   *
   * @param other another file
   * @return true if all but the device is the same
   */
  public boolean isPerhapsSameFile(FileStat other) {
    return ino == other.ino
        && ctime.compareTo(other.ctime) == 0
        && mtime.compareTo(other.mtime) == 0
        && size == other.size
        && mode == other.mode
        && nlink == other.nlink
        && uid == other.uid
        && gid == other.gid;
  }

  /**
   * Whether the file's contents and inode are as they were: the same inode, length, times of
   * change.
   *
   * @param earlier the same file, looked at before
   * @return false if it was written to or its inode changed in between
   */
  public boolean isUnchangedSince(FileStat earlier) {
    return isSameFile(earlier)
        && size == earlier.size
        // not equals(): linking that of a record takes the first move 40 ms
        && mtime.compareTo(earlier.mtime) == 0
        && ctime.compareTo(earlier.ctime) == 0;
  }

  /**
   * As {@link #isUnchangedSince}, but others may have made, renamed or removed another name of the
   * inode, each of which sets its ctime: then owner, group and mode are compared instead.
   *
   * @param earlier the same file, looked at before
   * @return false if it was written to or its inode changed in between, but for its names
   */
  public boolean isUnchangedButForNames(FileStat earlier) {
    return isUnchangedSince(earlier)
        || (earlier.nlink > 1
            && isSameFile(earlier)
            && size == earlier.size
            && mtime.compareTo(earlier.mtime) == 0
            && mode == earlier.mode
            && uid == earlier.uid
            && gid == earlier.gid);
  }

  /**
   * Whether the inode has the immutable flag of chattr(1).
   *
   * @return true for {@code STATX_ATTR_IMMUTABLE}
   */
  public boolean isImmutable() {
    return (attributes & ATTR_IMMUTABLE) != 0;
  }

  /**
   * Whether the inode has the append-only flag of chattr(1).
   *
   * @return true for {@code STATX_ATTR_APPEND}
   */
  public boolean isAppendOnly() {
    return (attributes & ATTR_APPEND) != 0;
  }
}
