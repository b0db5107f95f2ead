// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * Flags of open(2). Four of them have other numbers on aarch64, so they are kept by meaning here
 * and turned to bits by the module's native part. {@code O_CLOEXEC} is always added: a descriptor
 * of this library never leaks into a child process.
 */
public final class OpenFlags {
  /** {@code O_RDONLY}. */
  public static final OpenFlags READ_ONLY = new OpenFlags(0);

  /** {@code O_WRONLY}. */
  public static final OpenFlags WRITE_ONLY = new OpenFlags(1);

  /** {@code O_RDWR}. */
  public static final OpenFlags READ_WRITE = new OpenFlags(2);

  /** {@code O_CREAT}. */
  public static final OpenFlags CREATE = new OpenFlags(1 << 8);

  /** {@code O_EXCL}. */
  public static final OpenFlags EXCLUSIVE = new OpenFlags(1 << 9);

  /** {@code O_TRUNC}. */
  public static final OpenFlags TRUNCATE = new OpenFlags(1 << 10);

  /** {@code O_NONBLOCK}: opening a FIFO that was swapped in doesn't wait. */
  public static final OpenFlags NONBLOCK = new OpenFlags(1 << 11);

  /** {@code O_NOCTTY}: a terminal that was swapped in doesn't become ours. */
  public static final OpenFlags NO_CONTROLLING_TERMINAL = new OpenFlags(1 << 12);

  /** {@code O_NOATIME}: reading leaves the access time; for the owner and root only (EPERM). */
  public static final OpenFlags NO_ATIME = new OpenFlags(1 << 13);

  /** {@code O_DIRECTORY}. */
  public static final OpenFlags DIRECTORY = new OpenFlags(1 << 14);

  /** {@code O_NOFOLLOW}. */
  public static final OpenFlags NOFOLLOW = new OpenFlags(1 << 15);

  /** {@code O_PATH}: a handle on the inode, without the right to read or write. */
  public static final OpenFlags PATH = new OpenFlags(1 << 16);

  /**
   * {@code O_TMPFILE}: a new regular file in the directory that is opened, without a name, gone
   * with its last descriptor. Open it for writing. EOPNOTSUPP where a file system has no such.
   */
  public static final OpenFlags UNNAMED_FILE = new OpenFlags(1 << 17);

  private final int set;

  private OpenFlags(int set) {
    this.set = set;
  }

  /**
   * Both.
   *
   * @param more other flags
   * @return a union
   */
  public OpenFlags with(OpenFlags more) {
    return new OpenFlags(set | more.set);
  }

  /**
   * These, but for some.
   *
   * @param fewer flags, of which the access mode must be read-only
   * @return a difference
   */
  public OpenFlags without(OpenFlags fewer) {
    return new OpenFlags(set & ~fewer.set);
  }

  /**
   * Whether all of some flags are here.
   *
   * @param flags flags, of which the access mode must be equal
   * @return true if none is missing
   */
  public boolean has(OpenFlags flags) {
    return (set & flags.set) == flags.set;
  }

  /**
   * The access mode.
   *
   * @return 0 read-only, 1 write-only, 2 both
   */
  public int accessMode() {
    return set & 3;
  }
}
