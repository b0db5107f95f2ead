// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which system calls are made, and which are not. */
class SystemCallsTest {
  private static final CopyOptions ALL =
      CopyOptions.builder().methods(EnumSet.allOf(CopyMethod.class)).build();

  @AutoClose private final TempTree temp = TempTree.create();
  @AutoClose private final TempTree memory = TempTree.onOtherFileSystem();

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 65_535})
  void smallFile_isOneSendfile(int length) throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = temp.file("source", new byte[length]);

    CopyResult result = copyOpenFiles(recording, source);

    assertThat(recording.names()).containsExactly("sendfile");
    assertThat(result.refusals())
        .extracting(MethodRefusal::method, MethodRefusal::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                CopyMethod.REFLINK, "file is small: a plain copy is faster"),
            org.assertj.core.groups.Tuple.tuple(
                CopyMethod.COPY_FILE_RANGE, "file is small: a plain copy is faster"));
  }

  @Test
  void smallFileToATargetOfUnknownPosition_isOneReadAndOneWrite() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = temp.file("source", new byte[4096]);
    Path target = Files.createFile(temp.path("target"));

    try (Fd in = OpenFiles.open(source, OpenFlags.READ_ONLY);
        Fd out = OpenFiles.open(target, OpenFlags.WRITE_ONLY)) {
      FileCopy.using(recording.syscalls()).copy(in, out, CopyOptions.defaults());
    }

    assertThat(recording.names()).containsExactly("fstat", "pread", "pwrite", "fstat");
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void emptyFile_isOneRead() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());

    copyOpenFiles(recording, temp.file("source", ""));

    assertThat(recording.names()).containsExactly("pread");
  }

  @Test
  void tenMebibytes_areOneCopyFileRange() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = memory.file("source", new byte[10 << 20]);

    CopyResult result =
        FileCopy.using(recording.syscalls())
            .copy(source, memory.path("target"), CopyOptions.defaults());

    if (memory.kind().sharesBlocks()) {
      assertThat(recording.names())
          .containsExactly(
              "openat", "fstat", "openat", "fstat", "ficlone", "fstat", "close", "close");
      assertThat(result.methods()).isEqualTo(Map.of(CopyMethod.REFLINK, 10L << 20));
      return;
    }
    assertThat(recording.names())
        .containsExactly(
            "openat",
            "fstat",
            "openat",
            "fstat",
            "ficlone",
            "copyFileRange",
            "fstat",
            "close",
            "close");
    assertThat(recording.entries("copyFileRange").get(0).result()).isEqualTo("10485760");
    assertThat(result.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.method()).isEqualTo(CopyMethod.REFLINK);
              assertThat(refusal.cause()).isNotNull();
              assertThat(refusal.reason()).contains("ioctl(FICLONE)");
            });
  }

  @Test
  void toAnotherFileSystem_isReadAndWritten() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = temp.file("source", new byte[1 << 20]);

    CopyResult result =
        FileCopy.using(recording.syscalls())
            .copy(source, memory.path("target"), CopyOptions.defaults());

    assertThat(recording.count("ficlone")).isEqualTo(1);
    recording.assertNever("sendfile");
    if (!FileSystemKind.areApart(temp.path(), memory.path())) {
      // To both of these calls a bind mount is no other file system.
      assertThat(result.methods())
          .containsOnlyKeys(
              temp.kind().sharesBlocks() ? CopyMethod.REFLINK : CopyMethod.COPY_FILE_RANGE);
      return;
    }
    assertThat(recording.count("copyFileRange")).isEqualTo(1);
    // 128 KiB each; the ninth read, of nothing, is spared.
    assertThat(recording.count("pread")).isEqualTo(8);
    assertThat(recording.count("pwrite")).isEqualTo(8);
    assertThat(result.refusals())
        .extracting(r -> r.cause().errno())
        .containsExactly(Errno.EXDEV, Errno.EXDEV);
  }

  @Test
  void denseFile_isNotAskedForHoles() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = temp.file("source", new byte[1 << 20]);

    FileCopy.using(recording.syscalls()).copy(source, temp.path("target"), CopyOptions.defaults());

    recording.assertNever("lseek");
    recording.assertNever("ftruncate");
  }

  @Test
  void distrust_neverAsksForHoles() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = SampleFile.MIDDLE_HOLE.in(temp.path());

    FileCopy.using(recording.syscalls())
        .copy(source, temp.path("target"), CopyOptions.builder().trustHoles(false).build());

    recording.assertNever("lseek");
  }

  @Test
  void manyExtents_takeThreeCallsEach() throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    Path source = SampleFile.MANY_EXTENTS.in(temp.path());

    CopyResult result =
        FileCopy.using(recording.syscalls())
            .copy(
                source,
                temp.path("target"),
                CopyOptions.builder().methods(Set.of(CopyMethod.COPY_FILE_RANGE)).build());

    assertThat(result.holes()).isEqualTo(1000);
    assertThat(result.holeBytes()).isEqualTo(1000 * 4096);
    assertThat(recording.count("lseek")).isEqualTo(2 * 1000 + 1);
    assertThat(recording.count("copyFileRange")).isEqualTo(1000);
    assertThat(recording.count("ftruncate")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENOSYS", "EOPNOTSUPP", "EXDEV", "EPERM"})
  void onlyENOSYS_isRemembered(Errno errno) throws IOException {
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
    List<String> calls = List.of("ficlone", "copyFileRange", "sendfile");
    calls.forEach(call -> faulty.arm(Fault.always(call, errno)));
    Path source = temp.file("source", new byte[1 << 20]);
    FileCopy copier = FileCopy.using(faulty.syscalls());

    for (int i = 0; i < 3; i++) {
      CopyResult result = copier.copy(source, temp.path("target" + i), ALL);
      assertFile(temp.path("target" + i)).hasContentsOf(source);
      assertThat(result.methods()).containsOnlyKeys(CopyMethod.READ_WRITE);
      assertThat(result.refusals()).extracting(r -> r.cause().errno()).containsOnly(errno);
      assertThat(result.refusals()).hasSize(3);
    }

    int expected = errno == Errno.ENOSYS ? 1 : 3;
    assertThat(calls).allSatisfy(c -> assertThat(faulty.count(c)).isEqualTo(expected));
    // Another service finds out for itself.
    FileCopy.using(faulty.syscalls()).copy(source, temp.path("other"), ALL);
    assertThat(faulty.count("ficlone")).isEqualTo(expected + 1);
  }

  @Test
  void requiredReflink_isAskedForAlthoughItIsKnownToBeMissing() throws IOException {
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
    faulty.arm(Fault.absent("ficlone"));
    Path source = temp.file("source", new byte[1 << 20]);
    FileCopy copier = FileCopy.using(faulty.syscalls());
    copier.copy(source, temp.path("first"), ALL);

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                copier.copy(
                    source,
                    temp.path("second"),
                    CopyOptions.builder().reflink(Reflink.ALWAYS).build()))
        .isInstanceOf(FileCopyException.class)
        .hasMessageContaining("ioctl(FICLONE): ENOSYS");
    assertFile(temp.path("second")).isAbsent();
  }

  private CopyResult copyOpenFiles(RecordingSyscalls recording, Path source) throws IOException {
    Path target = Files.createFile(temp.path("target"));
    Syscalls real = Syscalls.system();
    try (Fd in = OpenFiles.open(source, OpenFlags.READ_ONLY);
        Fd out = OpenFiles.open(target, OpenFlags.WRITE_ONLY)) {
      FileStat facts = real.data().fstat(in);
      CopyResult result =
          FileCopy.using(recording.syscalls()).copy(in, facts, out, CopyOptions.defaults());
      assertFile(target).hasContentsOf(source);
      return result;
    }
  }
}
