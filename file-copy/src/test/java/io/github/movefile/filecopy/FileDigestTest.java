// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileDigestTest {
  private static final Set<String> TWO = Set.of("SHA-256", "MD5");

  @AutoClose private final TempTree temp = TempTree.create();

  private static Map<String, byte[]> digest(Syscalls calls, Path file) throws IOException {
    try (Fd fd = OpenFiles.open(file, OpenFlags.READ_ONLY)) {
      return FileDigest.using(calls).of(fd, TWO);
    }
  }

  private static void assertDigests(Map<String, byte[]> digests, byte[] contents) throws Exception {
    assertThat(digests.keySet()).containsExactly("MD5", "SHA-256");
    for (String algorithm : TWO) {
      assertThat(digests.get(algorithm))
          .isEqualTo(MessageDigest.getInstance(algorithm).digest(contents));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BEYOND_2_GIB", "HOLE_OF_1_TIB"})
  void digests_areThoseOfTheJdk(SampleFile sample) throws Exception {
    Path file = sample.in(temp.path());

    assertDigests(digest(Syscalls.system(), file), Files.readAllBytes(file));
  }

  @Test
  void smallFile_costsOneLookAndOneRead() throws Exception {
    Path file = SampleFile.BLOCK.in(temp.path());
    RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

    digest(calls.syscalls(), file);

    assertThat(calls.names()).containsExactly("fstat", "pread");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4095})
  void shortReads_giveTheSame(int atMost) throws Exception {
    Path file = SampleFile.SMALL_WITH_HOLES.in(temp.path());
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
    faulty.shortenAlways("pread", atMost);

    assertDigests(digest(faulty.syscalls(), file), Files.readAllBytes(file));

    assertThat(faulty.count("pread")).isGreaterThanOrEqualTo(40_000 / atMost);
  }

  @Test
  void fileThatIsShortenedMeanwhile_endsWhereItEnds() throws Exception {
    Path file = SampleFile.BUFFER_AND_ONE.in(temp.path());
    byte[] contents = Files.readAllBytes(file);

    Map<String, byte[]> digests = digest(changingBeforeReads(() -> shorten(file, 1000)), file);

    assertDigests(digests, Arrays.copyOf(contents, 1000));
  }

  @Test
  void fileThatGrowsForEver_endsWhereItEnded() throws Exception {
    Path file = SampleFile.BUFFER_AND_ONE.in(temp.path());
    byte[] contents = Files.readAllBytes(file);

    Map<String, byte[]> digests = digest(changingBeforeReads(() -> append(file)), file);

    assertDigests(digests, contents);
    assertThat(Files.size(file)).isGreaterThan(contents.length);
  }

  private static void shorten(Path file, int length) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file) {
    try {
      Files.write(file, new byte[1 << 20], StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Syscalls changingBeforeReads(Runnable change) {
    Syscalls system = Syscalls.system();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("pread")) {
            change.run();
          }
          return method.invoke(system.data(), arguments);
        };
    DataCalls data =
        (DataCalls)
            Proxy.newProxyInstance(
                DataCalls.class.getClassLoader(), new Class<?>[] {DataCalls.class}, handler);
    return new Syscalls(system.paths(), data, system.xattrs());
  }

  @Test
  void faults_areNamed() throws Exception {
    Path file = SampleFile.BUFFER_AND_ONE.in(temp.path());
    Errno[] errnos = {Errno.EIO, Errno.ENOMEM, Errno.EINVAL, Errno.EINTR};

    int cases = FaultSweep.over(() -> new DigestScenario(file)).errnos(errnos).runAll();

    assertThat(cases).isGreaterThan(errnos.length * 3);
  }

  @Test
  void nothingAskedFor_readsNothing() throws Exception {
    assertThat(FileDigest.create().of(Fd.CWD, Set.of())).isEmpty();
  }

  @Test
  void unknownName_isRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> FileDigest.create().of(Fd.CWD, Set.of("MD5", "SHA-257")))
        .withMessageContaining("SHA-257");
  }

  @Test
  void directory_isRefused() throws Exception {
    try (Fd directory = OpenFiles.open(temp.path(), OpenFlags.READ_ONLY)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> FileDigest.create().of(directory, TWO));
    }
  }

  private record DigestScenario(Path file) implements Scenario {
    @Override
    public void run(Syscalls syscalls) throws IOException {
      try {
        assertDigests(digest(syscalls, file), Files.readAllBytes(file));
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void check(Outcome outcome) {
      if (outcome.fault() == null || outcome.fault().errno() == Errno.EINTR) {
        assertThat(outcome.succeeded()).isTrue();
        return;
      }
      assertThat(outcome.failure()).isInstanceOf(ErrnoException.class);
      ErrnoException failure = (ErrnoException) outcome.failure();
      assertThat(failure.errno()).isEqualTo(outcome.fault().errno());
      assertThat(failure.call()).isIn("statx", "pread");
    }

    @Override
    public void close() {}
  }
}
