// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/** The type of a file: the {@code S_IFMT} part of its mode, inode(7). */
public enum FileType {
  /** {@code S_IFREG}. */
  REGULAR(0100000, 8),
  /** {@code S_IFDIR}. */
  DIRECTORY(0040000, 4),
  /** {@code S_IFLNK}. */
  SYMLINK(0120000, 10),
  /** {@code S_IFIFO}. */
  FIFO(0010000, 1),
  /** {@code S_IFSOCK}. */
  SOCKET(0140000, 12),
  /** {@code S_IFBLK}. */
  BLOCK_DEVICE(0060000, 6),
  /** {@code S_IFCHR}. */
  CHARACTER_DEVICE(0020000, 2),
  /** What a directory listing says that doesn't tell types ({@code DT_UNKNOWN}). */
  UNKNOWN(0, 0);

  /** {@code S_IFMT}. */
  static final int MASK = 0170000;

  private static final FileType[] ALL = values();

  private final int modeBits;
  private final int direntType;

  FileType(int modeBits, int direntType) {
    this.modeBits = modeBits;
    this.direntType = direntType;
  }

  /**
   * The bits of {@code st_mode}.
   *
   * @return {@code S_IFREG} and so on
   */
  public int modeBits() {
    return modeBits;
  }

  /**
   * The type in a mode.
   *
   * @param mode {@code st_mode}
   * @return the type
   */
  public static FileType ofMode(int mode) {
    for (FileType type : ALL) {
      if (type.modeBits == (mode & MASK)) {
        return type;
      }
    }
    return UNKNOWN;
  }

  /**
   * The type in a directory entry.
   *
   * @param direntType {@code d_type} of getdents64(2)
   * @return the type
   */
  public static FileType ofDirent(int direntType) {
    for (FileType type : ALL) {
      if (type.direntType == direntType) {
        return type;
      }
    }
    return UNKNOWN;
  }
}
