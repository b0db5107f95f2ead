// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each call fails once while two workers merge, of which the one that removes is held up, so that
 * removals wait for it.
 */
@AcrossFileSystems
class RemovalsOfWorkersSweepTest {
  private static final int DIRECTORIES = 6;
  private static final int FILES = 1 + 2 * DIRECTORIES;
  private static final int MILLIS_TO_COPY_THE_REST = 10;

  private static void populate(MergeFixture fixture) throws IOException {
    write(fixture.image("a"), "the first one to be removed, since it comes alone");
    for (int i = 0; i < DIRECTORIES; i++) {
      write(fixture.image("d" + i + "/one"), "one");
      write(fixture.image("d" + i + "/two"), "two");
    }
    fixture.stamp();
  }

  private static Set<Path> filesIn(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      Set<Path> names = new TreeSet<>();
      files.filter(Files::isRegularFile).map(top::relativize).forEach(names::add);
      return names;
    }
  }

  private static void holdUp() {
    try {
      Thread.sleep(MILLIS_TO_COPY_THE_REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the fault came. */
  private static boolean merge(String call, int nth) throws IOException {
    FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
    calls.onCall("unlinkat", 2, RemovalsOfWorkersSweepTest::holdUp);
    calls.arm(Fault.once(call, nth, Errno.EIO));
    try (MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS).workers(2)) {
      populate(fixture);
      try {
        fixture.merge(ImageDisposal.CONSUME, calls.syscalls());
      } catch (MoveException e) {
        Set<Path> left = filesIn(fixture.image());
        left.addAll(filesIn(fixture.root()));
        assertThat(left).as("after use %s of %s: %s", nth, call, e).hasSize(FILES);
        fixture.assertNoTemps();
        fixture.merge();
      }
      fixture.assertImageIsEmpty();
      assertThat(filesIn(fixture.root())).hasSize(FILES);
    }
    return calls.fired() > 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"openat2", "openat", "statx", "fstat", "getdents64", "unlinkat", "close"})
  void failureOfEachCall_losesNothing(String call) throws IOException {
    int nth = 1;
    while (merge(call, nth)) {
      nth++;
    }
    assertThat(nth).as(call).isGreaterThan(DIRECTORIES);
  }
}
