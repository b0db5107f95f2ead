// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Timespec;

/**
 * Reads {@code struct statx}, the same on every architecture ({@code linux/stat.h}), and the two
 * layouts of {@code struct stat} for kernels and seccomp filters without statx.
 */
public final class StatDecoder {
  /** {@code STATX_BASIC_STATS}. */
  static final int BASIC_STATS = 0x7ff;

  private StatDecoder() {}

  /**
   * Decodes a {@code struct statx}.
   *
   * @param s 256 bytes
   * @return what it says
   */
  public static FileStat statx(DirectMemory s) {
    return new FileStat(
        FileStat.device(s.getInt(136), s.getInt(140)),
        s.getLong(32),
        s.getShort(28) & 0xffff,
        s.getInt(16),
        s.getInt(20),
        s.getInt(24),
        FileStat.device(s.getInt(128), s.getInt(132)),
        s.getLong(40),
        s.getLong(48),
        s.getInt(4),
        new Timespec(s.getLong(64), s.getInt(72)),
        new Timespec(s.getLong(112), s.getInt(120)),
        new Timespec(s.getLong(96), s.getInt(104)),
        s.getLong(8));
  }

  /**
   * Decodes a {@code struct stat}.
   *
   * @param s 144 bytes (x86-64) or 128 (aarch64)
   * @param architecture whose layout
   * @return what it says; no attributes
   */
  public static FileStat stat(DirectMemory s, Architecture architecture) {
    boolean x86 = architecture == Architecture.X86_64;
    return new FileStat(
        decodeDev(s.getLong(0)),
        s.getLong(8),
        x86 ? s.getInt(24) : s.getInt(16),
        x86 ? (int) s.getLong(16) : s.getInt(20),
        x86 ? s.getInt(28) : s.getInt(24),
        x86 ? s.getInt(32) : s.getInt(28),
        decodeDev(x86 ? s.getLong(40) : s.getLong(32)),
        s.getLong(48),
        s.getLong(64),
        x86 ? (int) s.getLong(56) : s.getInt(56),
        new Timespec(s.getLong(72), (int) s.getLong(80)),
        new Timespec(s.getLong(88), (int) s.getLong(96)),
        new Timespec(s.getLong(104), (int) s.getLong(112)),
        0);
  }

  /** A 64-bit {@code dev_t}, makedev(3): minor in bits 0-7 and 20-43, major in 8-19 and 44-63. */
  static long decodeDev(long dev) {
    int major = (int) (((dev >>> 8) & 0xfff) | ((dev >>> 32) & 0xfffff000L));
    int minor = (int) ((dev & 0xff) | ((dev >>> 12) & 0xffffff00L));
    return FileStat.device(major, minor);
  }

  static long encodeDev(long device) {
    long major = FileStat.major(device) & 0xffff_ffffL;
    long minor = FileStat.minor(device) & 0xffff_ffffL;
    return ((major & 0xfff) << 8)
        | ((major & 0xfffff000L) << 32)
        | (minor & 0xff)
        | ((minor & 0xffffff00L) << 12);
  }
}
