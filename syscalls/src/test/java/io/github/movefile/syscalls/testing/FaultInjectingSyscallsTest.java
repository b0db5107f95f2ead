// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FaultInjectingSyscallsTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final PathCalls paths = faulty.syscalls().paths();
  private final DataCalls data = faulty.syscalls().data();

  private Fd openSource() throws ErrnoException {
    return paths.openat(
        Fd.CWD, RawPath.of(temp.file("source", "0123456789")), OpenFlags.READ_ONLY, 0);
  }

  private Fd openTarget() throws ErrnoException {
    OpenFlags flags = OpenFlags.READ_WRITE.with(OpenFlags.CREATE);
    return paths.openat(Fd.CWD, temp.raw("target"), flags, 0600);
  }

  private void mkdir(String name) throws ErrnoException {
    paths.mkdirat(Fd.CWD, temp.raw(name), 0700);
  }

  private static void assertFails(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void once_failsTheNthUseOnly_andTheCallIsNotMade() throws Exception {
    faulty.arm(Fault.once("mkdirat", 2, Errno.ENOSPC));
    mkdir("a");
    assertFails(Errno.ENOSPC, () -> mkdir("b"));
    mkdir("c");
    assertThat(temp.path("b")).doesNotExist();
    assertThat(temp.path("c")).exists();
    assertThat(faulty.count("mkdirat")).isEqualTo(3);
    assertThat(faulty.fired()).isEqualTo(1);
  }

  @Test
  void forGood_failsTheNthUseAndAllLater() throws Exception {
    faulty.arm(new Fault("mkdirat", 2, Errno.EROFS, Fault.Span.FOR_GOOD));
    mkdir("a");
    assertFails(Errno.EROFS, () -> mkdir("b"));
    assertFails(Errno.EROFS, () -> mkdir("c"));
  }

  @Test
  void absent_isEnosysFromTheStart() {
    faulty.arm(Fault.absent("renameat2"));
    RawPath path = temp.raw("a");
    assertThatThrownBy(() -> paths.renameat2(Fd.CWD, path, Fd.CWD, path, RenameFlags.NO_REPLACE))
        .hasMessage("renameat2: ENOSYS (Function not implemented)");
  }

  @Test
  void faultedClose_closesAllTheSame() throws Exception {
    faulty.arm(Fault.once("close", 1, Errno.EIO));
    Fd fd = openSource();
    Path number = Path.of("/proc/self/fd/" + fd.number());
    assertThat(number.toRealPath()).isEqualTo(temp.path("source"));
    assertFails(Errno.EIO, fd::close);
    assertThat(fd.isOpen()).isFalse();
    assertThat(Files.exists(number) && number.toRealPath().startsWith(temp.path())).isFalse();
  }

  @Test
  void shortCounts_reallyDoAPart() throws Exception {
    faulty.shorten("pwrite", 1, 3).shorten("pread", 2, 4);
    ByteBuffer buffer = ByteBuffer.allocateDirect(10);
    try (Fd source = openSource();
        Fd target = openTarget()) {
      assertThat(data.pread(source, buffer, 0)).isEqualTo(10);
      buffer.flip();
      assertThat(data.pwrite(target, buffer, 0)).isEqualTo(3);
      assertThat(buffer.position()).isEqualTo(3);
      assertThat(buffer.limit()).isEqualTo(10);
      assertThat(temp.path("target")).hasContent("012");
      assertThat(data.pread(source, buffer.clear(), 5)).isEqualTo(4);
    }
    assertThat(StandardCharsets.US_ASCII.decode(buffer.flip()).toString()).isEqualTo("5678");
  }

  @Test
  void shortCountsOfKernelCopies_reallyDoAPart() throws Exception {
    faulty.shortenAlways("copyFileRange", 2).shorten("sendfile", 2, 1);
    try (Fd source = openSource();
        Fd target = openTarget()) {
      assertThat(data.copyFileRange(source, 0, target, 0, 10)).isEqualTo(2);
      assertThat(data.copyFileRange(source, 2, target, 2, 10)).isEqualTo(2);
      assertThat(temp.path("target")).hasContent("0123");
      assertThat(data.sendfile(target, source, 5, 3)).isEqualTo(3);
      assertThat(data.sendfile(target, source, 8, 2)).isEqualTo(1);
      assertThat(temp.path("target")).hasContent("5678");
    }
  }

  @Test
  void zero_doesNothing() throws Exception {
    faulty.zero("copyFileRange", 1).zeroAlways("sendfile");
    try (Fd source = openSource();
        Fd target = openTarget()) {
      assertThat(data.copyFileRange(source, 0, target, 0, 10)).isZero();
      assertThat(data.sendfile(target, source, 0, 10)).isZero();
      assertThat(data.sendfile(target, source, 0, 10)).isZero();
      assertThat(temp.path("target")).isEmptyFile();
      assertThat(data.copyFileRange(source, 0, target, 0, 10)).isEqualTo(10);
    }
  }

  @Test
  void hook_runsRightBeforeTheNthUse() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(10);
    try (Fd source = openSource()) {
      faulty.onCall("pread", 2, () -> shrinkSource(4));
      assertThat(data.pread(source, buffer.clear(), 0)).isEqualTo(10);
      assertThat(data.pread(source, buffer.clear(), 0)).isEqualTo(4);
    }
  }

  private void shrinkSource(int length) {
    try {
      Files.writeString(temp.path("source"), "x".repeat(length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void counts_areByNameAndIncludeFaults() throws Exception {
    faulty.arm(Fault.once("openat", 2, Errno.EMFILE));
    openSource().close();
    assertFails(Errno.EMFILE, this::openSource);
    assertThat(faulty.counts()).containsOnlyKeys("close", "openat");
    assertThat(faulty.count("openat")).isEqualTo(2);
    assertThat(faulty.count("close")).isEqualTo(1);
    assertThat(faulty.count("statx")).isZero();
  }

  @Test
  void errors_areNamedAsTheRealOnes() {
    RawPath missing = temp.raw("missing");
    for (RenameFlags flags : new RenameFlags[] {RenameFlags.NONE, RenameFlags.EXCHANGE}) {
      ThrowingCallable call = () -> paths.renameat2(Fd.CWD, missing, Fd.CWD, missing, flags);
      faulty.arm(Fault.once("renameat2", faulty.count("renameat2") + 2, Errno.ENOENT));
      assertSameMessage(call);
    }
    Fd none = Fd.adopt(1_000_000, number -> {});
    faulty.arm(Fault.once("ficlone", 2, Errno.EBADF)).arm(Fault.once("fstat", 2, Errno.EBADF));
    faulty.arm(Fault.once("getInodeFlags", 2, Errno.EBADF));
    faulty.arm(Fault.once("copyFileRange", 2, Errno.EBADF));
    assertSameMessage(() -> data.ficlone(none, none));
    assertSameMessage(() -> data.fstat(none));
    assertSameMessage(() -> data.getInodeFlags(none));
    assertSameMessage(() -> data.copyFileRange(none, 0, none, 0, 1));
  }

  /** The first use fails really, the second by injection. */
  private static void assertSameMessage(ThrowingCallable call) {
    Throwable real = catchThrowable(call);
    assertThatThrownBy(call).hasMessage(real.getMessage());
  }

  @Test
  void misspeltCalls_areRejected() {
    assertThatThrownBy(() -> Fault.absent("rename")).hasMessageContaining("no such call: rename");
    assertThatThrownBy(() -> Fault.once("openat", 0, Errno.EIO)).hasMessageContaining("from 1");
    assertThatThrownBy(() -> faulty.onCall("rename", 1, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faulty.shortenAlways("fsync", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faulty.zero("pwrite", 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endlessRetry_endsAsATestFailure() {
    faulty.arm(Fault.always("statx", Errno.EINTR));
    PathCalls restarting = faulty.syscalls().restarting().paths();
    assertThatThrownBy(() -> restarting.statx(Fd.CWD, RawPath.DOT, AtFlags.NONE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("statx#1 EINTR FOR_GOOD");
  }

  @Test
  void wrappers_composeInAnyOrder() throws Exception {
    LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(faulty.syscalls());
    RecordingSyscalls recording = new RecordingSyscalls(leaks.syscalls().restarting());
    faulty.arm(Fault.once("openat", 1, Errno.EINTR)).arm(Fault.once("close", 1, Errno.EIO));
    Fd fd =
        recording
            .syscalls()
            .paths()
            .openat(Fd.CWD, RawPath.of(temp.path()), OpenFlags.READ_ONLY, 0);
    assertThat(leaks.openCount()).isEqualTo(1);
    assertFails(Errno.EIO, fd::close);
    leaks.assertNoLeaks();
    assertThat(recording.names()).containsExactly("openat", "close");
    assertThat(faulty.count("openat")).isEqualTo(2);
  }
}
