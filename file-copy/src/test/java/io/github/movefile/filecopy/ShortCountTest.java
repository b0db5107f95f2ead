// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that do less than they were asked, or nothing, or are interrupted. */
class ShortCountTest {
  /** All that copy, that is; a reflink would be done at once where there are reflinks. */
  private static final CopyOptions ALL =
      CopyOptions.builder().methods(EnumSet.complementOf(EnumSet.of(CopyMethod.REFLINK))).build();

  private static final int BLOCK = 4096;
  private static final CopyOptions SENDFILE =
      CopyOptions.builder().methods(EnumSet.of(CopyMethod.SENDFILE)).build();
  private static final CopyOptions READ_WRITE =
      CopyOptions.builder().methods(EnumSet.of(CopyMethod.READ_WRITE)).build();

  @AutoClose private final TempTree temp = TempTree.create();
  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final Path target = temp.path("target");

  @ParameterizedTest
  @CsvSource({
    "copyFileRange, 1", "copyFileRange, 7", "copyFileRange, 4095",
    "sendfile, 1", "sendfile, 7", "sendfile, 4095",
    "pread, 1", "pread, 7", "pread, 4095",
    "pwrite, 1", "pwrite, 7", "pwrite, 4095"
  })
  void everyCountShort_arrivesWhole(String call, long atMost) throws IOException {
    Path source = random("source", 20_011);
    faulty.shortenAlways(call, atMost);
    CopyOptions options =
        switch (call) {
          case "copyFileRange" -> ALL;
          case "sendfile" -> SENDFILE;
          default -> READ_WRITE;
        };

    CopyResult result = copy(source, options);

    assertFile(target).hasContentsOf(source);
    assertThat(faulty.count(call)).isGreaterThanOrEqualTo((int) (20_011 / atMost));
    assertThat(result.methods()).containsValue(20_011L).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4095})
  void shortReads_findTheSameZeros(int atMost) throws IOException {
    byte[] bytes = new byte[100_000];
    bytes[50_000] = 1;
    Path source = temp.file("source", bytes);
    faulty.shortenAlways("pread", atMost);

    CopyResult result = copy(source, CopyOptions.builder().sparse(Sparse.ALWAYS).build());

    assertFile(target).hasContentsOf(source);
    assertThat(result.length()).isEqualTo(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copyFileRange", "sendfile"})
  void zeroBeforeTheEnd_isNoEnd(String call) throws IOException {
    Path source = random("source", 300_000);
    faulty.zeroAlways(call);

    CopyResult result = copy(source, ALL);

    assertFile(target).hasContentsOf(source);
    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(faulty.count(call)).as("asked once, not again").isLessThanOrEqualTo(1);
  }

  @Test
  void zeroInTheMiddle_goesOnByTheNextMethod() throws IOException {
    Path source = random("source", 300_000);
    faulty
        .shorten("copyFileRange", 1, 100_001)
        .zero("copyFileRange", 2)
        .shorten("sendfile", 1, 50_003)
        .zero("sendfile", 2);

    CopyResult result = copy(source, ALL);

    assertFile(target).hasContentsOf(source);
    assertThat(result.methods())
        .isEqualTo(
            Map.of(
                CopyMethod.COPY_FILE_RANGE,
                doneOf(100_001),
                CopyMethod.SENDFILE,
                50_003L,
                CopyMethod.READ_WRITE,
                300_000 - doneOf(100_001) - 50_003));
    assertThat(result.refusals())
        .filteredOn(r -> r.reason().equals("copied nothing before the end of the source"))
        .extracting(MethodRefusal::method)
        .containsExactly(CopyMethod.COPY_FILE_RANGE, CopyMethod.SENDFILE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4095, 4096, 4097, 99_999, 131_072, 299_999})
  void failureInTheMiddle_resumesAtThatByte(long done) throws IOException {
    Path source = random("source", 300_000);
    long rest = 300_000 - done;
    long more = Math.min(rest, 65_537) / 2;
    faulty
        .shorten("copyFileRange", 1, done)
        .arm(Fault.once("copyFileRange", 2, Errno.EXDEV))
        .shorten("sendfile", 1, Math.max(more, 1))
        .arm(Fault.once("sendfile", 2, Errno.EINVAL));

    CopyResult result = copy(source, ALL);

    assertFile(target).hasContentsOf(source);
    assertThat(result.methods())
        .containsEntry(CopyMethod.COPY_FILE_RANGE, doneOf(done))
        .containsEntry(CopyMethod.SENDFILE, Math.max(more, 1));
    assertThat(result.methods().values().stream().mapToLong(n -> n).sum()).isEqualTo(300_000);
    assertThat(result.refusals())
        .filteredOn(r -> r.cause() != null && r.method() != CopyMethod.REFLINK)
        .extracting(r -> r.cause().errno())
        .startsWith(Errno.EXDEV);
  }

  @Test
  void interruptedCalls_areMadeAgain() throws IOException {
    Path source = random("source", 300_000);
    for (String call : new String[] {"openat", "fstat", "copyFileRange", "ficlone"}) {
      faulty.arm(Fault.once(call, 1, Errno.EINTR));
    }

    CopyResult result = copy(source, CopyOptions.defaults());

    assertFile(target).hasContentsOf(source);
    boolean isShared = temp.kind().sharesBlocks();
    assertThat(faulty.fired()).isEqualTo(isShared ? 3 : 4);
    assertThat(result.methods())
        .containsOnlyKeys(isShared ? CopyMethod.REFLINK : CopyMethod.COPY_FILE_RANGE);
  }

  @Test
  void writeOfNothing_endsTheCopy() throws IOException {
    Path source = random("source", 10);
    Syscalls stuck = new Syscalls(faulty.syscalls().paths(), new NoWrites().calls(), null);

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> FileCopy.using(stuck).copy(source, target, READ_WRITE))
        .isInstanceOf(FileCopyException.class)
        .hasMessageContaining("pwrite: ENOSPC");
    assertFile(target).isAbsent();
  }

  /** What copy_file_range(2) does of a part: whole blocks, where it can share them. */
  private long doneOf(long part) {
    return temp.kind().sharesBlocks() && part > BLOCK ? part / BLOCK * BLOCK : part;
  }

  private CopyResult copy(Path source, CopyOptions options) throws IOException {
    return FileCopy.using(faulty.syscalls()).copy(source, target, options);
  }

  private Path random(String name, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Files.write(temp.path(name), bytes);
  }
}
