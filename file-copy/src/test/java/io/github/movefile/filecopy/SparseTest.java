// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static io.github.movefile.filecopy.FileAssert.stat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holes: made, kept, filled, and of any size. */
class SparseTest {
  /** Not by a reflink, which leaves the holes to the file system, where there are reflinks. */
  private static final CopyOptions COPY_FILE_RANGE =
      CopyOptions.builder().methods(Set.of(CopyMethod.COPY_FILE_RANGE)).build();

  @AutoClose private final TempTree temp = TempTree.create();
  @AutoClose private final TempTree memory = TempTree.onOtherFileSystem();
  private final Path target = temp.path("target");

  static Stream<FileCopy> copiers() {
    return Stream.of(FileCopy.create(), FileCopy.portable());
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void always_makesHolesOfZeros(FileCopy copier) throws IOException {
    byte[] bytes = new byte[3 << 20];
    bytes[0] = 1;
    bytes[1 << 20] = 2;
    bytes[(2 << 20) + 4095] = 3;
    Path source = temp.file("source", bytes);

    CopyResult result =
        copier.copy(source, target, CopyOptions.builder().sparse(Sparse.ALWAYS).build());

    assertFile(target).hasContentsOf(source);
    assertThat(result.bytesCopied()).isEqualTo(3 * 4096);
    assertThat(result.holes()).isEqualTo(3);
    assertThat(stat(target).blocks()).isLessThan(stat(source).blocks() / 10);
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void always_onZerosOnly_isOneHole(FileCopy copier) throws IOException {
    Path source = temp.file("source", new byte[1_000_001]);

    CopyResult result =
        copier.copy(source, target, CopyOptions.builder().sparse(Sparse.ALWAYS).build());

    assertFile(target).hasContentsOf(source);
    assertThat(result.holes()).isEqualTo(1);
    assertThat(result.holeBytes()).isEqualTo(1_000_001);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, 2L << 40, 15L << 40})
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void hugeHole_takesNoTime(long length) throws IOException {
    Path source = temp.path("source");
    setLength(source, length);

    CopyResult result = FileCopy.create().copy(source, target, COPY_FILE_RANGE);

    assertThat(result.holeBytes()).isEqualTo(length).isEqualTo(Files.size(target));
    assertThat(result.holes()).isEqualTo(1);
    assertThat(result.methods()).isEmpty();
    assertFile(target).hasNoMoreBlocksThan(source);
  }

  @ParameterizedTest
  @EnumSource(names = {"COPY_FILE_RANGE", "SENDFILE", "READ_WRITE"})
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nearlyTheLongestFileThereCanBe_isCopied(CopyMethod method) throws IOException {
    // tmpfs takes every length, and at this end offsets overflow; in the last page of all, its own
    // search for data does.
    long length = Math.min(Long.MAX_VALUE - 4096, memory.kind().longestFile());
    Path source = memory.path("source");
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(length);
      file.seek(length - 3);
      file.write(new byte[] {1, 2, 3});
    }
    Path copied = memory.path("target");

    CopyResult result =
        FileCopy.create()
            .copy(source, copied, CopyOptions.builder().methods(Set.of(method)).build());

    assertThat(result.length()).isEqualTo(length).isEqualTo(Files.size(copied));
    assertFile(copied).hasContentsOf(source).hasNoMoreBlocksThan(source);
    assertThat(result.methods()).containsOnlyKeys(method);
  }

  @ParameterizedTest
  @EnumSource(names = {"EINVAL", "EOPNOTSUPP", "ENOTSUPP", "EBADFD"})
  void fileSystemThatCannotTell_isCopiedWhole(Errno errno) throws IOException {
    Path source = SampleFile.MIDDLE_HOLE.in(temp.path());
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
    faulty.arm(Fault.always("lseek", errno));

    CopyResult result = FileCopy.using(faulty.syscalls()).copy(source, target, COPY_FILE_RANGE);

    assertFile(target).hasContentsOf(source);
    assertThat(result.methods())
        .isEqualTo(Map.of(CopyMethod.COPY_FILE_RANGE, SampleFile.MIDDLE_HOLE.length()));
    assertThat(faulty.count("lseek")).isEqualTo(1);
  }

  @Test
  void holesOfTheSource_areCounted() throws IOException {
    Path source = SampleFile.MIDDLE_HOLE.in(temp.path());

    CopyResult result = FileCopy.create().copy(source, target, COPY_FILE_RANGE);

    assertThat(result.holes()).isEqualTo(1);
    // 50,000 is not a border of blocks: its block is data to the end.
    assertThat(result.holeBytes()).isEqualTo(999_424 - 53_248);
  }

  private static void setLength(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }
}
