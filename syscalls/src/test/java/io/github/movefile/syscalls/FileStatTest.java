// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is derived from the fields of a stat. */
class FileStatTest {
  private static final Timespec T = new Timespec(1, 2);

  private static FileStat of(int mode, long size, long blocks, long ino, Timespec ctime) {
    return new FileStat(5, ino, mode, 1, 0, 0, 0, size, blocks, 4096, T, T, ctime, 0);
  }

  @Test
  void device_hasRoomFor32BitsOfEachPart() {
    int[] parts = {0, 1, 0xfff, 0x1000, 0xfffff, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    for (int major : parts) {
      for (int minor : parts) {
        long device = FileStat.device(major, minor);
        assertThat(FileStat.major(device)).isEqualTo(major);
        assertThat(FileStat.minor(device)).isEqualTo(minor);
      }
    }
  }

  @Test
  void mode_tellsTypeAndPermissions() {
    FileStat directory = of(0041777, 0, 0, 1, T);
    assertThat(directory.type()).isEqualTo(FileType.DIRECTORY);
    assertThat(directory.isDirectory()).isTrue();
    assertThat(directory.isRegular()).isFalse();
    assertThat(directory.permissions()).isEqualTo(FileStat.STICKY | 0777);
    FileStat file = of(0106755, 0, 0, 1, T);
    assertThat(file.isRegular()).isTrue();
    assertThat(file.isSymlink()).isFalse();
    assertThat(file.permissions()).isEqualTo(FileStat.SETUID | FileStat.SETGID | 0755);
    assertThat(of(0120777, 0, 0, 1, T).isSymlink()).isTrue();
    // The bits of a block device contain those of a directory.
    assertThat(of(0060600, 0, 0, 1, T).isDirectory()).isFalse();
  }

  @Test
  void everyType_isFoundByModeAndByDirent() {
    for (FileType type : FileType.values()) {
      assertThat(FileType.ofMode(type.modeBits() | 07777)).isEqualTo(type);
      assertThat(FileType.ofDirent(type.modeBits() >> 12)).as("IFTODT").isEqualTo(type);
    }
    assertThat(FileType.ofDirent(14)).as("DT_WHT").isEqualTo(FileType.UNKNOWN);
  }

  @Test
  void dense_isAtLeastABlockForEvery512Bytes() {
    assertThat(of(0100644, 0, 0, 1, T).isDense()).isTrue();
    assertThat(of(0100644, 1, 0, 1, T).isDense()).isFalse();
    assertThat(of(0100644, 512, 1, 1, T).isDense()).isTrue();
    assertThat(of(0100644, 513, 1, 1, T).isDense()).isFalse();
    assertThat(of(0100644, 513, 2, 1, T).isDense()).isTrue();
  }

  @Test
  void change_isSeenInInodeLengthAndTimes() {
    FileStat s = of(0100644, 10, 1, 1, T);
    assertThat(of(0100644, 10, 8, 1, T).isUnchangedSince(s)).isTrue();
    assertThat(of(0100644, 11, 1, 1, T).isUnchangedSince(s)).isFalse();
    assertThat(of(0100644, 10, 1, 2, T).isUnchangedSince(s)).isFalse();
    assertThat(of(0100644, 10, 1, 1, new Timespec(1, 3)).isUnchangedSince(s)).isFalse();
    assertThat(s.isSameFile(of(0100600, 99, 1, 1, T))).isTrue();
    assertThat(s.isSameFile(of(0100644, 10, 1, 2, T))).isFalse();
  }
}
