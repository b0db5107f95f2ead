// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is large enough to be copied by two threads. */
class LargeFileTest {
  private static final int LENGTH = (17 << 20) + 12_345;
  private static final int READS = 200;

  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS);
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
  private final Set<String> readers = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyNumberOfWorkers_copiesItWhole_andOneGetsNoHelp(int workers) throws IOException {
    byte[] contents = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      contents[i] = (byte) (i ^ i >> 8 ^ i >> 16);
    }
    Files.write(fixture.image("large"), contents);
    for (int nth = 1; nth <= READS; nth++) {
      calls.onCall("pread", nth, () -> readers.add(Thread.currentThread().getName()));
    }
    CopyOptions copy = CopyOptions.builder().reflink(Reflink.NEVER).build();
    MergeOptions options =
        MergeOptions.builder()
            .move(MoveOptions.builder().copy(copy).build())
            .disposal(ImageDisposal.KEEP)
            .workers(workers)
            .build();

    TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options);

    assertThat(fixture.root("large")).hasBinaryContent(contents);
    assertThat(readers).hasSizeBetween(1, workers == 1 ? 1 : 2);
  }
}
