// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls that do less than they were asked, or nothing at all: the file arrives whole. Copied within
 * one file system, since not every kernel method works across two.
 */
class ShortCountTest {
  private static final int FIRST = 1;

  @AutoClose private final TempTree tree = TempTree.create();

  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

  private void assertArrivesWhole(int length, Set<CopyMethod> methods) throws IOException {
    Path source = tree.path("source");
    Path target = tree.path("target");
    SampleFiles.regular(source, length);
    FileRecord before = FileRecord.of(source);
    CopyOptions copy = CopyOptions.builder().methods(methods).build();

    MoveFile.using(calls.syscalls()).copy(source, target, MoveOptions.builder().copy(copy).build());

    assertThat(FileRecord.of(target).differencesTo(before)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pread, READ_WRITE, 1",
    "pread, READ_WRITE, 7",
    "pread, READ_WRITE, 4095",
    "pwrite, READ_WRITE, 1",
    "pwrite, READ_WRITE, 7",
    "pwrite, READ_WRITE, 4095",
    "copyFileRange, COPY_FILE_RANGE, 1",
    "copyFileRange, COPY_FILE_RANGE, 7",
    "copyFileRange, COPY_FILE_RANGE, 4095",
    "sendfile, SENDFILE, 1",
    "sendfile, SENDFILE, 7",
    "sendfile, SENDFILE, 4095"
  })
  void shortCounts_loseNothing(String call, CopyMethod method, int atMost) throws IOException {
    calls.shorten(call, FIRST, atMost);
    assertArrivesWhole(300_000, Set.of(method));
    assertThat(calls.count(call)).isGreaterThan(1);

    calls.shortenAlways(call, atMost);
    assertArrivesWhole(9_000, Set.of(method));
    assertThat(calls.count(call)).isGreaterThan(9_000 / atMost);
  }

  @ParameterizedTest
  @CsvSource({"copyFileRange, COPY_FILE_RANGE", "sendfile, SENDFILE"})
  void zeroReturns_loseNothing(String call, CopyMethod method) throws IOException {
    calls.zero(call, FIRST);
    assertArrivesWhole(300_000, Set.of(method));

    calls.zeroAlways(call);
    assertArrivesWhole(9_000, Set.of(method));
    assertThat(calls.count(call)).isGreaterThan(1);
  }
}
