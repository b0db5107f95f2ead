// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ioctl_iflags(2), compared with lsattr(1) and chattr(1). */
class InodeFlagsTest extends KernelTest {
  private static String lsattr(Path file) {
    return shell("lsattr -d \"$1\" | cut -d' ' -f1 | tr -d -", file);
  }

  @Test
  void get_tellsWhatChattrSet() throws Exception {
    Requirements.command("chattr");
    InodeFlags common = InodeFlags.NO_DUMP.with(InodeFlags.NO_ATIME);
    InodeFlags all = common.with(InodeFlags.SYNC);
    boolean hasSync = temp.kind().hasSyncFlag();
    Path file = temp.file("f", "");
    shell("chattr +dA" + (hasSync ? "S" : "") + " \"$1\"", file);
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      assertThat(data.getInodeFlags(fd).only(all)).isEqualTo(hasSync ? all : common);
    }
  }

  @Test
  void flagThatTheFileSystemLacks_isToldByErrno() throws Exception {
    Path file = temp.file("f", "");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      InodeFlags more = data.getInodeFlags(fd).with(InodeFlags.SYNC);
      if (temp.kind().hasSyncFlag()) {
        data.setInodeFlags(fd, more);
        assertThat(lsattr(file)).contains("S");
      } else {
        assertFails(Errno.EOPNOTSUPP, () -> data.setInodeFlags(fd, more));
        assertThat(lsattr(file)).doesNotContain("S");
      }
    }
  }

  @Test
  void set_isSeenByLsattr() throws Exception {
    Requirements.command("lsattr");
    Path file = temp.file("f", "");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      InodeFlags before = data.getInodeFlags(fd);
      data.setInodeFlags(fd, before.with(InodeFlags.NO_DUMP));
      assertThat(lsattr(file)).contains("d").doesNotContain("A");
      data.setInodeFlags(fd, before.with(InodeFlags.NO_ATIME));
      assertThat(lsattr(file)).contains("A").doesNotContain("d");
      data.setInodeFlags(fd, before);
      assertThat(data.getInodeFlags(fd)).isEqualTo(before);
    }
  }

  @Test
  void immutable_canBeSetAndTakenAway() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      InodeFlags before = data.getInodeFlags(fd);
      data.setInodeFlags(fd, before.with(InodeFlags.IMMUTABLE));
      assertThat(data.fstat(fd).isImmutable()).isTrue();
      assertFails(Errno.EPERM, () -> open(file, OpenFlags.WRITE_ONLY));
      data.setInodeFlags(fd, before);
      assertThat(data.fstat(fd).isImmutable()).isFalse();
    }
  }

  @Test
  void aFileWithoutFlags_isToldByErrno() throws Exception {
    try (Fd proc = open(Path.of("/proc/self/status"), OpenFlags.READ_ONLY)) {
      assertFails(Errno.ENOTTY, () -> data.getInodeFlags(proc));
      assertFails(Errno.ENOTTY, () -> data.setInodeFlags(proc, InodeFlags.NONE));
    }
  }

  @Test
  void sets_haveUnionAndIntersection() {
    InodeFlags both = InodeFlags.APPEND.with(InodeFlags.IMMUTABLE);
    assertThat(both.has(InodeFlags.APPEND)).isTrue();
    assertThat(InodeFlags.APPEND.has(both)).isFalse();
    assertThat(both.only(InodeFlags.IMMUTABLE)).isEqualTo(InodeFlags.IMMUTABLE);
    assertThat(both.only(InodeFlags.SYNC).isEmpty()).isTrue();
    assertThat(InodeFlags.NONE.isEmpty()).isTrue();
    assertThat(both.isEmpty()).isFalse();
  }

  @Test
  void sets_areDifferencesAndSingleFlags() {
    InodeFlags both = InodeFlags.SYNC.with(InodeFlags.CASE_FOLD);

    assertThat(both.without(InodeFlags.SYNC)).isEqualTo(InodeFlags.CASE_FOLD);
    assertThat(both.without(InodeFlags.NO_DUMP)).isEqualTo(both);
    assertThat(both.each()).containsExactly(InodeFlags.SYNC, InodeFlags.CASE_FOLD);
    assertThat(new InodeFlags(-1).each()).hasSize(32);
    assertThat(InodeFlags.NONE.each()).isEmpty();
  }
}
