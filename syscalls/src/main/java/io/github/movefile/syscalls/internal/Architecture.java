// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.OpenFlags;
import java.util.Locale;
import java.util.Optional;

/**
 * What differs between the two architectures that are served: four flags of open(2), system call
 * numbers, and the layout of {@code struct stat}. All other numbers and layouts are those of
 * asm-generic, which both share.
 */
public enum Architecture {
  /** x86-64: {@code arch/x86/include/uapi}. */
  X86_64(0200000, 0400000, 262, 217, 316),
  /** aarch64: {@code arch/arm64/include/uapi} and asm-generic. */
  AARCH64(0040000, 0100000, 79, 61, 276);

  /** openat2(2) came after the numbers of the architectures were made one. */
  static final long OPENAT2 = 437;

  private final int directory;
  private final int nofollow;
  private final int newfstatat;
  private final int getdents64;
  private final int renameat2;

  Architecture(int directory, int nofollow, int newfstatat, int getdents64, int renameat2) {
    this.directory = directory;
    this.nofollow = nofollow;
    this.newfstatat = newfstatat;
    this.getdents64 = getdents64;
    this.renameat2 = renameat2;
  }

  /**
   * The architecture of this JVM.
   *
   * @return empty for one that isn't served
   */
  public static Optional<Architecture> current() {
    return of(System.getProperty("os.arch", ""));
  }

  /**
   * The architecture of a name.
   *
   * @param osArch as {@code os.arch} gives it
   * @return empty for one that isn't served
   */
  public static Optional<Architecture> of(String osArch) {
    return switch (osArch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64", "arm64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  /**
   * Flags of open(2) in bits, with {@code O_CLOEXEC}.
   *
   * @param flags flags by meaning
   * @return what the kernel takes
   */
  public int openBits(OpenFlags flags) {
    return flags.accessMode()
        | 02000000 // O_CLOEXEC
        | bit(flags, OpenFlags.CREATE, 0100)
        | bit(flags, OpenFlags.EXCLUSIVE, 0200)
        | bit(flags, OpenFlags.NO_CONTROLLING_TERMINAL, 0400)
        | bit(flags, OpenFlags.TRUNCATE, 01000)
        | bit(flags, OpenFlags.NONBLOCK, 04000)
        | bit(flags, OpenFlags.NO_ATIME, 01000000)
        | bit(flags, OpenFlags.PATH, 010000000)
        | bit(flags, OpenFlags.DIRECTORY, directory)
        | bit(flags, OpenFlags.UNNAMED_FILE, 020000000 | directory)
        | bit(flags, OpenFlags.NOFOLLOW, nofollow);
  }

  private static int bit(OpenFlags flags, OpenFlags flag, int value) {
    return flags.has(flag) ? value : 0;
  }

  long newfstatat() {
    return newfstatat;
  }

  long getdents64() {
    return getdents64;
  }

  long renameat2() {
    return renameat2;
  }
}
