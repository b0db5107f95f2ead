// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RecordingSyscallsTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private final RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
  private final PathCalls paths = recording.syscalls().paths();
  private final DataCalls data = recording.syscalls().data();

  private String lastCall() {
    return recording.entries().get(recording.entries().size() - 1).toString();
  }

  /** Opens a directory and makes a file in it: openat, openat, fchown, fchmod, close, close. */
  private void makeFile() throws ErrnoException {
    OpenFlags create = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
    try (Fd dir = paths.openat(Fd.CWD, temp.raw(), OpenFlags.READ_ONLY, 0);
        Fd file = paths.openat(dir, RawPath.of("a b\n"), create, 0640)) {
      data.fchown(file, -1, -1);
      data.fchmod(file, 04755);
    }
  }

  @Test
  void calls_areNamedInOrder() throws Exception {
    makeFile();
    assertThat(recording.names())
        .containsExactly("openat", "openat", "fchown", "fchmod", "close", "close");
    assertThat(recording.count("openat")).isEqualTo(2);
    assertThat(recording.count("unlinkat")).isZero();
    assertThat(recording.entries("close")).hasSize(2);
    recording.clear();
    assertThat(recording.entries()).isEmpty();
  }

  @Test
  void arguments_areReadable() throws Exception {
    makeFile();
    assertThat(recording.entries().toString().replaceAll("fd \\d+", "fd N"))
        .contains("openat(fd N, 'a b'$'\\n', WRITE_ONLY|CREATE|EXCLUSIVE, 0640) = fd N")
        .contains("fchown(fd N, -1, -1)")
        .contains("fchmod(fd N, 4755)")
        .contains("close(fd N)");
  }

  @Test
  void flagsTimesAndSizes_areReadable() throws Exception {
    RawPath path = temp.raw("f");
    temp.file("f", "12345");
    String quoted = path.quoted();
    AtFlags both = AtFlags.SYMLINK_NOFOLLOW.with(AtFlags.EMPTY_PATH);
    paths.statx(Fd.CWD, path, both);
    assertThat(lastCall())
        .startsWith("statx(AT_FDCWD, " + quoted + ", SYMLINK_NOFOLLOW|EMPTY_PATH) = FileStat[");
    paths.utimensat(Fd.CWD, path, new Timespec(-5, 7), Timespec.OMIT, AtFlags.NONE);
    assertThat(lastCall())
        .isEqualTo("utimensat(AT_FDCWD, " + quoted + ", -5.000000007, OMIT, NONE)");
    paths.mknodat(Fd.CWD, temp.raw("p"), FileType.FIFO, 0600, 0);
    assertThat(lastCall()).endsWith(", FIFO, 0600, 0)");
    paths.renameat2(Fd.CWD, path, Fd.CWD, temp.raw("p"), RenameFlags.EXCHANGE);
    assertThat(lastCall()).endsWith(", EXCHANGE)");
    ResolveFlags resolve = ResolveFlags.BENEATH.with(ResolveFlags.NO_SYMLINKS);
    try (Fd dir = paths.openat(Fd.CWD, temp.raw(), OpenFlags.READ_ONLY, 0);
        Fd file = paths.openat2(dir, RawPath.of("p"), OpenFlags.READ_ONLY, 0, resolve)) {
      assertThat(lastCall()).contains("'p', READ_ONLY, 0000, NO_SYMLINKS|BENEATH)");
      data.pread(file, ByteBuffer.allocateDirect(9), 1);
      assertThat(lastCall()).endsWith(", 9 bytes, 1) = 4");
      paths.getdents64(dir);
      assertThat(lastCall()).endsWith(" = 2 entries");
      // What the file has stays: ext4 may refuse to take its extents flag away.
      InodeFlags more = InodeFlags.NO_DUMP.with(InodeFlags.NO_ATIME);
      data.setInodeFlags(file, data.getInodeFlags(file).with(more));
      assertThat(lastCall()).contains("NO_DUMP|NO_ATIME");
    }
    XattrName name = XattrName.of("user.n");
    recording.syscalls().xattrs().setxattr(temp.raw("p"), name, new byte[3], XattrFlag.SET);
    assertThat(lastCall()).endsWith(", user.n, 3 bytes, SET)");
  }

  @Test
  void failures_areRecordedToo() {
    assertThatThrownBy(() -> paths.readlinkat(Fd.CWD, temp.raw("missing")))
        .isInstanceOf(ErrnoException.class);
    assertThat(lastCall()).endsWith("/missing') = ENOENT");
  }

  @Test
  void order_isChecked() throws Exception {
    makeFile();
    recording.assertOrder("openat", "fchown", "fchmod", "close", "close");
    recording.assertAllBefore("fchown", "fchmod");
    recording.assertAllBefore("openat", "close");
    recording.assertNever("unlinkat");
    assertFailure(() -> recording.assertOrder("fchmod", "fchown"));
    assertFailure(() -> recording.assertOrder("openat", "openat", "openat"));
    assertFailure(() -> recording.assertAllBefore("fchmod", "fchown"));
    assertFailure(() -> recording.assertAllBefore("unlinkat", "fchown"));
    assertFailure(() -> recording.assertAllBefore("fchown", "unlinkat"));
    assertFailure(() -> recording.assertNever("fchmod"));
  }

  private static void assertFailure(Runnable assertion) {
    assertThatThrownBy(assertion::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("\n  fchmod(fd ");
  }

  @Test
  void misspeltCalls_areRejected() {
    assertThatThrownBy(() -> recording.assertNever("rename"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> recording.count("chmod")).isInstanceOf(IllegalArgumentException.class);
  }
}
