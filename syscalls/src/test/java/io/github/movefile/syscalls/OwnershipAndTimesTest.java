// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** fchownat(2), fchown(2), fchmodat(2), fchmod(2), utimensat(2), futimens(3). */
class OwnershipAndTimesTest extends KernelTest {
  private static final Timespec BEFORE_1970 = new Timespec(-86400, 999_999_999);
  private static final Timespec AFTER_2038 = new Timespec(4_102_444_800L, 1);

  @Test
  void owner_isSetByNameAndByDescriptor() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "");
    paths.fchownat(Fd.CWD, RawPath.of(file), 12, 34, AtFlags.NONE);
    assertThat(stat("%u:%g", file)).isEqualTo("12:34");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      data.fchown(fd, 56, 78);
      assertThat(stat("%u:%g", file)).isEqualTo("56:78");
      paths.fchownat(fd, RawPath.EMPTY, 90, 91, AtFlags.EMPTY_PATH);
      assertThat(stat("%u:%g", file)).isEqualTo("90:91");
    }
  }

  @Test
  void ownerMinusOne_isKept() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "");
    paths.fchownat(Fd.CWD, RawPath.of(file), 12, 34, AtFlags.NONE);
    paths.fchownat(Fd.CWD, RawPath.of(file), -1, 35, AtFlags.NONE);
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      data.fchown(fd, 13, -1);
    }
    assertThat(stat("%u:%g", file)).isEqualTo("13:35");
  }

  @Test
  void ownerBeyond31Bits_isUnsigned() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "");
    int id = (int) 4_000_000_000L;
    paths.fchownat(Fd.CWD, RawPath.of(file), id, id, AtFlags.NONE);
    assertThat(stat("%u:%g", file)).isEqualTo("4000000000:4000000000");
    assertThat(paths.statx(Fd.CWD, RawPath.of(file), AtFlags.NONE).uid()).isEqualTo(id);
  }

  @Test
  void ownerOfALink_isItsOwnWhenNotFollowed() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "");
    Path link = temp.symlink("l", "f");
    paths.fchownat(Fd.CWD, RawPath.of(link), 12, 34, AtFlags.SYMLINK_NOFOLLOW);
    assertThat(stat("%u:%g", link)).isEqualTo("12:34");
    assertThat(stat("%u:%g", file)).isNotEqualTo("12:34");
    paths.fchownat(Fd.CWD, RawPath.of(link), 56, 78, AtFlags.NONE);
    assertThat(stat("%u:%g", file)).isEqualTo("56:78");
  }

  @Test
  void fchown_clearsSetuid() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      data.fchmod(fd, 04755);
      data.fchown(fd, 12, 34);
    }
    assertThat(stat("%a", file)).isEqualTo("755");
  }

  @Test
  void mode_hasAllTwelveBits() throws Exception {
    Path file = temp.file("f", "");
    paths.fchmodat(Fd.CWD, RawPath.of(file), 07777);
    assertThat(stat("%a", file)).isEqualTo("7777");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      data.fchmod(fd, 0);
    }
    assertThat(stat("%a", file)).isEqualTo("0");
  }

  @Test
  void fchmodat_followsAFinalLink() throws Exception {
    Path file = temp.file("f", "");
    paths.fchmodat(Fd.CWD, RawPath.of(temp.symlink("l", "f")), 0604);
    assertThat(stat("%a", file)).isEqualTo("604");
  }

  @Test
  void times_areExactByNameAndByDescriptor() throws Exception {
    Path file = temp.file("f", "");
    paths.utimensat(Fd.CWD, RawPath.of(file), BEFORE_1970, AFTER_2038, AtFlags.NONE);
    assertThat(stat("%.9X %.9Y", file)).isEqualTo("-86399.000000001 4102444800.000000001");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      data.futimens(fd, AFTER_2038, new Timespec(1, 2));
      assertThat(stat("%.9X %.9Y", file)).isEqualTo("4102444800.000000001 1.000000002");
      paths.utimensat(fd, RawPath.EMPTY, new Timespec(3, 4), Timespec.OMIT, AtFlags.EMPTY_PATH);
      assertThat(stat("%.9X %.9Y", file)).isEqualTo("3.000000004 1.000000002");
    }
  }

  @Test
  void omit_keepsATime_andNow_isTheClock() throws Exception {
    Path file = temp.file("f", "");
    Timespec old = new Timespec(1000, 5);
    paths.utimensat(Fd.CWD, RawPath.of(file), old, old, AtFlags.NONE);
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      data.futimens(fd, Timespec.OMIT, Timespec.NOW);
      FileStat s = data.fstat(fd);
      assertThat(s.atime()).isEqualTo(old);
      assertThat(Duration.between(s.mtime().toInstant(), Instant.now()).abs())
          .isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void timesOfALink_areItsOwnWhenNotFollowed() throws Exception {
    Path file = temp.file("f", "");
    Path link = temp.symlink("l", "f");
    String before = stat("%.9Y", file);
    Timespec time = new Timespec(1000, 5);
    paths.utimensat(Fd.CWD, RawPath.of(link), time, time, AtFlags.SYMLINK_NOFOLLOW);
    assertThat(stat("%.9Y", link)).isEqualTo("1000.000000005");
    assertThat(stat("%.9Y", file)).isEqualTo(before);
  }

  @Test
  void failures_areTyped() throws Exception {
    RawPath missing = temp.raw("missing");
    Timespec t = new Timespec(0, 0);
    assertFails(Errno.ENOENT, () -> paths.fchownat(Fd.CWD, missing, 0, 0, AtFlags.NONE));
    assertFails(Errno.ENOENT, () -> paths.fchmodat(Fd.CWD, missing, 0));
    assertFails(Errno.ENOENT, () -> paths.utimensat(Fd.CWD, missing, t, t, AtFlags.NONE));
    Timespec invalid = new Timespec(0, 1_000_000_000);
    try (Fd fd = open(temp.file("f", ""), OpenFlags.READ_ONLY)) {
      assertFails(Errno.EINVAL, () -> data.futimens(fd, invalid, t));
    }
    try (Fd handle = open(temp.path("f"), OpenFlags.PATH)) {
      assertFails(Errno.EBADF, () -> data.fchmod(handle, 0));
      assertFails(Errno.EBADF, () -> data.fchown(handle, 0, 0));
      assertFails(Errno.EBADF, () -> data.futimens(handle, t, t));
    }
  }
}
