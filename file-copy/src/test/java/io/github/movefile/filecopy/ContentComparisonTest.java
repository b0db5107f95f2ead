// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentComparisonTest {
  @AutoClose private final TempTree temp = TempTree.create();
  private final RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());

  private static boolean areEqual(Syscalls calls, boolean trustHoles, Path a, Path b)
      throws IOException {
    try (Fd first = OpenFiles.open(a, OpenFlags.READ_ONLY);
        Fd second = OpenFiles.open(b, OpenFlags.READ_ONLY)) {
      FileStat firstFacts = Syscalls.system().data().fstat(first);
      FileStat secondFacts = Syscalls.system().data().fstat(second);
      return ContentComparison.using(calls, trustHoles)
          .equal(first, firstFacts, second, secondFacts);
    }
  }

  private static boolean areEqual(Path a, Path b) throws IOException {
    return areEqual(Syscalls.system(), true, a, b);
  }

  /** Another file of the same contents, by the JDK, without its holes. */
  private Path dense(Path file) throws IOException {
    return Files.write(temp.path("dense"), Files.readAllBytes(file));
  }

  private Path sparseTwin(SampleFile sample) throws IOException {
    return sample.in(Files.createDirectories(temp.path("twin")));
  }

  private static void change(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BEYOND_2_GIB", "HOLE_OF_1_TIB"})
  void equalFiles_areEqualWhateverTheirHoles(SampleFile sample) throws Exception {
    Path file = sample.in(temp.path());
    Path twin = sparseTwin(sample);

    assertThat(areEqual(file, twin)).isTrue();
    assertThat(areEqual(Syscalls.system(), false, file, twin)).isTrue();
    assertThat(areEqual(file, dense(file))).isTrue();
    assertThat(areEqual(dense(file), file)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_BYTE, 0", "BLOCK_AND_ONE, 4096", "BUFFER_AND_ONE, 131071", "BUFFER_AND_ONE, 131072",
    "LEADING_HOLE, 0", "LEADING_HOLE, 899999", "LEADING_HOLE, 1048575", "MIDDLE_HOLE, 500000",
    "TRAILING_HOLE, 1048575", "HOLE_ONLY, 700000", "MANY_EXTENTS, 4099000"
  })
  void oneBit_isSeenFromBothSides(SampleFile sample, long at) throws Exception {
    Path file = sample.in(temp.path());
    Path changed = sparseTwin(sample);
    change(changed, at);

    for (boolean trust : new boolean[] {true, false}) {
      assertThat(areEqual(Syscalls.system(), trust, file, changed)).isFalse();
      assertThat(areEqual(Syscalls.system(), trust, changed, file)).isFalse();
    }
  }

  @Test
  void otherLength_takesNoCall() throws Exception {
    Path a = SampleFile.BLOCK.in(temp.path());
    Path b = SampleFile.BLOCK_AND_ONE.in(temp.path());

    assertThat(areEqual(recording.syscalls(), true, a, b)).isFalse();

    assertThat(recording.names()).isEmpty();
  }

  @Test
  void firstDifference_endsIt() throws Exception {
    Path a = SampleFile.BUFFER_AND_ONE.in(temp.path());
    Path b = dense(a);
    change(b, 0);

    assertThat(areEqual(recording.syscalls(), true, a, b)).isFalse();

    assertThat(recording.names()).containsExactly("pread", "pread");
  }

  @Test
  void holesOfBoth_areNotRead() throws Exception {
    Path a = SampleFile.HOLE_OF_1_TIB.in(temp.path());
    Path b = sparseTwin(SampleFile.HOLE_OF_1_TIB);

    assertThat(areEqual(recording.syscalls(), true, a, b)).isTrue();

    assertThat(recording.names()).containsExactly("lseek", "lseek", "fstat", "fstat");
  }

  @Test
  void holesThatAreNotTrusted_areRead() throws Exception {
    Path a = SampleFile.HOLE_ONLY.in(temp.path());

    assertThat(areEqual(recording.syscalls(), false, a, sparseTwin(SampleFile.HOLE_ONLY))).isTrue();

    assertThat(recording.names()).containsOnly("pread").hasSize(16);
  }

  @Test
  void fileSystemThatCannotTell_isAskedOnce() throws Exception {
    Path a = SampleFile.MIDDLE_HOLE.in(temp.path());
    Path b = sparseTwin(SampleFile.MIDDLE_HOLE);
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.always("lseek", Errno.EOPNOTSUPP));

    assertThat(areEqual(faulty.syscalls(), true, a, b)).isTrue();

    assertThat(faulty.count("lseek")).isEqualTo(1);
  }

  /** lseek(2) says the same of a hole up to the end and of a file that ends before. */
  @Test
  void fileThatIsShorterByNow_isNotEqual() throws Exception {
    Path a = SampleFile.HOLE_ONLY.in(temp.path());
    Path b = sparseTwin(SampleFile.HOLE_ONLY);
    try (Fd first = OpenFiles.open(a, OpenFlags.READ_ONLY);
        Fd second = OpenFiles.open(b, OpenFlags.READ_WRITE)) {
      FileStat facts = Syscalls.system().data().fstat(second);
      Syscalls.system().data().ftruncate(second, 5);

      for (boolean trust : new boolean[] {true, false}) {
        ContentComparison comparison = ContentComparison.using(Syscalls.system(), trust);
        assertThat(comparison.equal(first, facts, second, facts)).isFalse();
        assertThat(comparison.equal(second, facts, first, facts)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4095})
  void shortReads_compareTheSame(int atMost) throws Exception {
    Path a = SampleFile.SMALL_WITH_HOLES.in(temp.path());
    Path b = sparseTwin(SampleFile.SMALL_WITH_HOLES);
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
    faulty.shortenAlways("pread", atMost);

    assertThat(areEqual(faulty.syscalls(), true, a, b)).isTrue();
    change(b, 39_999);
    assertThat(areEqual(faulty.syscalls(), true, a, b)).isFalse();
  }

  @Test
  void faults_areNamedAndNeverTakenForEquality() throws Exception {
    Path a = SampleFile.LEADING_HOLE.in(temp.path());
    Path b = sparseTwin(SampleFile.LEADING_HOLE);
    change(b, SampleFile.LEADING_HOLE.length() - 1);
    Errno[] errnos = {Errno.EIO, Errno.ENOMEM, Errno.EINVAL, Errno.EINTR};

    int cases = FaultSweep.over(() -> new ComparisonScenario(a, b)).errnos(errnos).runAll();

    assertThat(cases).isGreaterThan(errnos.length * 4);
  }

  @Test
  void directory_isRefused() throws Exception {
    Path file = SampleFile.EMPTY.in(temp.path());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> areEqual(file, temp.path()));
  }

  private record ComparisonScenario(Path a, Path b) implements Scenario {
    @Override
    public void run(Syscalls syscalls) throws IOException {
      assertThat(areEqual(syscalls, true, a, b)).isFalse();
    }

    @Override
    public void check(Outcome outcome) {
      Fault fault = outcome.fault();
      boolean survives =
          fault == null
              || fault.errno() == Errno.EINTR
              || (fault.errno() == Errno.EINVAL && fault.call().equals("lseek"));
      assertThat(outcome.succeeded()).isEqualTo(survives);
      if (!survives) {
        assertThat(outcome.failure()).isInstanceOf(ErrnoException.class);
        ErrnoException failure = (ErrnoException) outcome.failure();
        assertThat(failure.errno()).isEqualTo(fault.errno());
        assertThat(failure.call()).isEqualTo(fault.call());
      }
    }

    @Override
    public void close() {}
  }
}
