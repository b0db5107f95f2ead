// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A large file is copied by two threads, where there are two processors. */
class ParallelCopyTest {
  private static final int PIECE = 128 * 1024;
  private static final int PIECES = (int) (SampleFile.LARGE.length() / PIECE) + 1;
  private static final CopyOptions READ_WRITE = CopyOptions.builder().methods(Set.of()).build();

  @AutoClose private final TempTree temp = TempTree.create();
  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final Set<String> readers = ConcurrentHashMap.newKeySet();
  private final Path target = temp.path("target");
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = SampleFile.LARGE.in(temp.path());
    for (int nth = 1; nth <= 2 * PIECES; nth++) {
      faulty.onCall("pread", nth, () -> readers.add(Thread.currentThread().getName()));
    }
  }

  /** A thread that outlives its copy would use descriptors that are others' by then. */
  @AfterEach
  void noHelperIsLeft() {
    assertThat(TwoThreads.isHelping()).isFalse();
  }

  @Test
  void bothThreads_copyAPart() throws IOException {
    assertBothCopy();
  }

  private void assertBothCopy() throws IOException {
    TwoThreads.bothRead(faulty);

    CopyResult result = copy(READ_WRITE);

    assertFile(target).hasContentsOf(source);
    assertThat(readers).hasSize(TwoThreads.EXPECTED ? 2 : 1);
    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(result.methods()).containsOnlyKeys(CopyMethod.READ_WRITE);
    assertThat(result.methods()).containsValue(SampleFile.LARGE.length());
    assertThat(faulty.count("pread")).isEqualTo(PIECES);
    assertThat(faulty.count("pwrite")).isEqualTo(PIECES);
    assertThat(faulty.count("ftruncate")).isZero();
  }

  @Test
  void switchedOff_isOneThread() throws IOException {
    assertThat(readersOf(READ_WRITE.toBuilder().parallel(false).build())).isOne();
  }

  @Test
  void digest_isOfOneThread() throws IOException {
    assertThat(readersOf(CopyOptions.builder().digests(Set.of("MD5")).build())).isOne();
  }

  @Test
  void searchForZeros_isOfOneThread() throws IOException {
    assertThat(readersOf(CopyOptions.builder().sparse(Sparse.ALWAYS).build())).isOne();
  }

  @Test
  void shorterFile_isOfOneThread() throws IOException {
    setLength(source, 16L << 20);

    assertThat(readersOf(READ_WRITE)).isOne();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "60, 1000000", "100, 13107200", "130, 17000000"})
  void shrinking_endsWhereTheSourceEnds(int nth, long shrunk) throws IOException {
    byte[] before = Files.readAllBytes(source);
    faulty.onCall("pread", nth, () -> setLength(source, shrunk));

    CopyResult result = copy(READ_WRITE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length())
        .isEqualTo(Files.size(target))
        .isBetween(shrunk, SampleFile.LARGE.length() - 1);
    // What was copied before the cut stays; nothing was made up behind it.
    assertThat(Files.readAllBytes(target)).isEqualTo(Arrays.copyOf(before, (int) result.length()));
  }

  @Test
  void growing_isCopiedUpToTheNewEnd() throws IOException {
    long grown = SampleFile.LARGE.length() + 500_000;
    faulty.onCall("pread", 50, () -> setLength(source, grown));

    CopyResult result = copy(READ_WRITE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(grown);
    assertFile(target).hasContentsOf(source);
  }

  @Test
  void growth_isToldWithoutLookingAgain() throws IOException {
    faulty.onCall("pread", 50, () -> setLength(source, SampleFile.LARGE.length() + 500_000));
    Files.createFile(target);
    try (Fd in = OpenFiles.open(source, OpenFlags.READ_ONLY);
        Fd out = OpenFiles.open(target, OpenFlags.WRITE_ONLY)) {
      FileStat facts = Syscalls.system().data().fstat(in);

      CopyResult result = FileCopy.using(faulty.syscalls()).copy(in, facts, out, READ_WRITE);

      assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    }
    assertFile(target).hasContentsOf(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pread", "pwrite"})
  void shortCounts_arriveWhole(String call) throws IOException {
    faulty.shortenAlways(call, 50_001);

    CopyResult result = copy(READ_WRITE);

    assertFile(target).hasContentsOf(source);
    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
  }

  @Test
  void failure_endsBothThreads_andTellsWhere() {
    TwoThreads.bothRead(faulty);
    faulty.arm(Fault.once("pwrite", 3, Errno.ENOSPC));
    Thread caller = Thread.currentThread();
    faulty.onCall("pwrite", 4, () -> TwoThreads.awaitEndOfOther(caller));

    assertThatThrownBy(() -> copy(READ_WRITE))
        .isInstanceOfSatisfying(
            FileCopyException.class,
            e -> {
              assertThat(e.side()).isEqualTo(CopySide.TARGET);
              assertThat(e.offset() % PIECE).isZero();
              assertThat(e.offset()).isBetween(0L, 4L * PIECE);
            })
        .hasMessageContaining("pwrite: ENOSPC");

    assertFile(target).isAbsent();
    assertThat(faulty.count("pwrite")).isLessThanOrEqualTo(4);
  }

  /** As a target of FUSE does that must be written in order. */
  @ParameterizedTest
  @CsvSource({"pread, 40", "pwrite, 40", "pwrite, 1"})
  void whatIsntFinal_isLeftToOneThread(String call, int nth) throws IOException {
    faulty.arm(Fault.once(call, nth, Errno.EINVAL));

    CopyResult result = copy(READ_WRITE);

    assertFile(target).hasContentsOf(source);
    assertThat(faulty.fired()).isOne();
    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(result.methods()).containsValue(SampleFile.LARGE.length());
  }

  /** One thread would find out that the source ends before that, and write nothing there. */
  @Test
  void failureBehindANewEnd_isNone() throws IOException {
    CountDownLatch fails = new CountDownLatch(1);
    if (TwoThreads.EXPECTED) {
      TwoThreads.bothRead(faulty);
      faulty.arm(Fault.once("pwrite", 3, Errno.ENOSPC)); // of the fourth piece
      faulty.onCall("pwrite", 3, fails::countDown);
      faulty.onCall("pread", 3, () -> TwoThreads.await(fails));
    }
    faulty.onCall("pread", 3, () -> setLength(source, 1_000));

    CopyResult result = copy(READ_WRITE);

    assertThat(result.source()).isEqualTo(SourceState.CHANGED);
    assertThat(result.length()).isEqualTo(Files.size(target)).isEqualTo(2L * PIECE);
    assertThat(faulty.fired()).isEqualTo(TwoThreads.EXPECTED ? 1 : 0);
  }

  @Test
  void errorOfEitherThread_isThrown() {
    OutOfMemoryError thrown = new OutOfMemoryError("of a test");
    TwoThreads.bothRead(faulty);
    faulty.onCall(
        "pread",
        3,
        () -> {
          throw thrown;
        });

    assertThatThrownBy(() -> copy(READ_WRITE)).isSameAs(thrown);

    assertFile(target).isAbsent();
  }

  @Test
  void helperIsFreeAgain_afterFailures() throws IOException {
    for (int i = 0; i < 10; i++) {
      FaultInjectingSyscalls failing = new FaultInjectingSyscalls(Syscalls.system());
      failing.arm(Fault.once("pread", 2 + i, Errno.EIO));
      assertThatThrownBy(() -> FileCopy.using(failing.syscalls()).copy(source, target, READ_WRITE))
          .isInstanceOf(FileCopyException.class);
    }

    assertBothCopy();
  }

  @Test
  void cancelled_leavesNothing() {
    AtomicInteger questions = new AtomicInteger();
    CopyOptions options =
        READ_WRITE.toBuilder().cancellation(() -> questions.incrementAndGet() > 3).build();

    assertThatThrownBy(() -> copy(options)).isInstanceOf(CopyCancelledException.class);

    assertFile(target).isAbsent();
  }

  @Test
  void interruption_isKept() throws IOException {
    Thread.currentThread().interrupt();

    copy(READ_WRITE);

    assertThat(Thread.interrupted()).isTrue();
    assertFile(target).hasContentsOf(source);
  }

  private int readersOf(CopyOptions options) throws IOException {
    CopyResult result = copy(options);

    assertFile(target).hasContentsOf(source);
    assertThat(result.methods()).containsOnlyKeys(CopyMethod.READ_WRITE);
    return readers.size();
  }

  private CopyResult copy(CopyOptions options) throws IOException {
    return FileCopy.using(faulty.syscalls()).copy(source, target, options);
  }

  private static void setLength(Path file, long length) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
