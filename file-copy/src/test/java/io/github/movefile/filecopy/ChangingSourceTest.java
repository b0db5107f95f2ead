// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody shortens, lengthens or rewrites the source right before a call of the copy. */
class ChangingSourceTest {
  private static final int LENGTH = 1_000_000;

  /** A reflink would take the file as it is at one instant, where there are reflinks. */
  private static final CopyOptions COPY_FILE_RANGE =
      CopyOptions.builder().methods(EnumSet.of(CopyMethod.COPY_FILE_RANGE)).build();

  private static final CopyOptions READ_WRITE =
      CopyOptions.builder().methods(EnumSet.of(CopyMethod.READ_WRITE)).build();
  private static final CopyOptions SENDFILE =
      CopyOptions.builder().methods(EnumSet.of(CopyMethod.SENDFILE)).build();

  @AutoClose private final TempTree temp = TempTree.create();
  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final Path target = temp.path("target");

  @ParameterizedTest
  @CsvSource({
    "pread, 2, 0",
    "pread, 2, 100",
    "pread, 2, 131072",
    "pread, 2, 300001",
    "pread, 3, 400000",
    "copyFileRange, 1, 0",
    "copyFileRange, 2, 100",
    "copyFileRange, 2, 200003",
    "sendfile, 1, 0",
    "sendfile, 2, 100",
    "sendfile, 2, 200003"
  })
  void shrinking_endsWhereTheSourceEnds(String call, int nth, long shrunk) throws IOException {
    Path source = random("source", LENGTH);
    byte[] before = Files.readAllBytes(source);
    // The first call of a kernel method does a part, so that there is a second.
    if (!call.equals("pread")) {
      faulty.shorten(call, 1, 100_001);
    }
    faulty.onCall(call, nth, () -> setLength(source, shrunk));

    CopyResult result = copy(source, optionsFor(call));

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(Files.size(target)).isBetween(shrunk, (long) LENGTH - 1);
    // What was copied before the cut stays; nothing was made up behind it.
    assertThat(Files.readAllBytes(target)).isEqualTo(Arrays.copyOf(before, (int) result.length()));
  }

  @ParameterizedTest
  @CsvSource({"pread, 1", "pread, 4", "copyFileRange, 1", "sendfile, 1"})
  void growing_isCopiedUpToTheNewEnd(String call, int nth) throws IOException {
    Path source = random("source", LENGTH);
    faulty.onCall(call, nth, () -> append(source, 500_000));

    CopyResult result = copy(source, optionsFor(call));

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(LENGTH + 500_000);
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void growingAtEveryLook_comesToAnEnd() throws IOException {
    Path source = random("source", LENGTH);
    for (int nth = 1; nth < 50; nth++) {
      faulty.onCall("pread", nth, () -> append(source, 300_000));
      faulty.onCall("fstat", nth, () -> append(source, 300_000));
    }

    CopyResult result = copy(source, READ_WRITE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(Files.size(target)).isGreaterThan(LENGTH);
    assertThat(faulty.count("pread")).isLessThan(40);
    assertThat(Files.readAllBytes(target))
        .isEqualTo(Arrays.copyOf(Files.readAllBytes(source), (int) result.length()));
  }

  @Test
  void growthThatTheLastReadSees_isToldWithoutLookingAgain() throws IOException {
    Path source = random("source", 10_000);
    faulty.onCall("pread", 1, () -> append(source, 700_000));

    CopyResult result = copyWithFacts(source);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(710_000);
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void shrinkingThatAReadSees_isToldWithoutLookingAgain() throws IOException {
    Path source = random("source", 10_000);
    faulty.onCall("pread", 1, () -> setLength(source, 4_000));

    CopyResult result = copyWithFacts(source);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(4_000);
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void emptyFileThatGetsContents_isCopiedWithThem() throws IOException {
    Path source = random("source", 0);
    faulty.onCall("pread", 1, () -> append(source, 5_000));

    CopyResult result = copy(source, CopyOptions.defaults());

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void rewriting_isTold() throws IOException {
    Path source = random("source", LENGTH);
    faulty.onCall("copyFileRange", 1, () -> write(source, 10, 1));

    assertThat(copy(source, COPY_FILE_RANGE).source()).isEqualTo(SourceState.CHANGED);
    assertFile(target).hasContentsOf(source);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void shrinkingUnderTheWalk_leavesNoDataBehindTheEnd(int nth) throws IOException {
    Path source = SampleFile.MIDDLE_HOLE.in(temp.path());
    faulty.onCall("lseek", Math.min(nth, 4), () -> setLength(source, 30_000 + nth));

    CopyResult result = copy(source, COPY_FILE_RANGE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(Files.size(target));
    byte[] bytes = Files.readAllBytes(target);
    assertThat(Arrays.copyOf(bytes, 30_000))
        .isEqualTo(Arrays.copyOf(Files.readAllBytes(source), 30_000));
  }

  @Test
  void shrinkingInTheTrailingHole_shortensTheCopy() throws IOException {
    Path source = SampleFile.TRAILING_HOLE.in(temp.path());
    // The third seek finds no data, which is true of a hole and of what is no more.
    faulty.onCall("lseek", 3, () -> setLength(source, 700_000));

    CopyResult result = copy(source, COPY_FILE_RANGE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(700_000);
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void holePunchedBetweenTheSeeks_isPassed() throws IOException {
    Path source = SampleFile.MANY_EXTENTS.in(temp.path());
    // Every second seek looks for the end of an extent that is no more. What is copied
    // then, in doubt, is a buffer's worth, and the walk goes on behind it.
    for (int i = 0; i < 62; i++) {
      long extent = i * 128L * 1024;
      faulty.onCall("lseek", 2 * i + 2, () -> punch(source, extent, 4096));
    }

    CopyResult result = copy(source, COPY_FILE_RANGE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertFile(target).hasContentsOf(source);
    assertThat(faulty.count("lseek")).isBetween(2 * 62, 2 * 62 + 64);
  }

  private static CopyOptions optionsFor(String call) {
    return switch (call) {
      case "pread" -> READ_WRITE;
      case "sendfile" -> SENDFILE;
      default -> COPY_FILE_RANGE;
    };
  }

  private CopyResult copy(Path source, CopyOptions options) throws IOException {
    return FileCopy.using(faulty.syscalls()).copy(source, target, options);
  }

  private CopyResult copyWithFacts(Path source) throws IOException {
    Files.createFile(target);
    try (Fd in = OpenFiles.open(source, OpenFlags.READ_ONLY);
        Fd out = OpenFiles.open(target, OpenFlags.WRITE_ONLY)) {
      FileStat facts = Syscalls.system().data().fstat(in);
      return FileCopy.using(faulty.syscalls()).copy(in, facts, out, READ_WRITE);
    }
  }

  private Path random(String name, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Files.write(temp.path(name), bytes);
  }

  private static void setLength(Path file, long length) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    try {
      Files.write(file, bytes, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, long at, int value) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      open.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void punch(Path file, long at, long length) {
    try (Fd fd = OpenFiles.open(file, OpenFlags.READ_WRITE)) {
      Syscalls.system()
          .data()
          .fallocate(fd, io.github.movefile.syscalls.FallocateMode.PUNCH_HOLE, at, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
