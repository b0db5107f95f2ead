// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Of two workers one removes what was copied, however long that takes; the other copies meanwhile,
 * and what it has copied is removed afterwards.
 */
@AcrossFileSystems
class RemovalsOfWorkersTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final List<String> DIRECTORIES =
      IntStream.range(0, 10).mapToObj(i -> "d" + i).toList();

  @AutoClose
  private final MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS).workers(2);

  private Instant stamped = Instant.EPOCH;
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

  @BeforeEach
  void setUp() throws IOException {
    write(fixture.image("a"), "the first one to be removed, since it comes alone");
    for (String directory : DIRECTORIES) {
      write(fixture.image(directory + "/one"), "one");
      write(fixture.image(directory + "/two"), "two");
    }
    fixture.stamp();
    stamped = Files.getLastModifiedTime(fixture.image()).toInstant();
    // The second one that is removed is in a new directory.
    calls.onCall("unlinkat", 2, this::waitForTheOther);
  }

  /** Until all directories have their names: none has lost a file by then. */
  private void waitForTheOther() {
    Instant end = Instant.now().plus(LONG_ENOUGH);
    try {
      while (!DIRECTORIES.stream().allMatch(name -> Files.exists(fixture.root(name)))) {
        assertThat(Instant.now()).as("the other one waits").isBefore(end);
        Thread.sleep(1);
      }
      assertThat(filesIn(fixture.image())).hasSize(2 * DIRECTORIES.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> filesIn(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void assertRootIsWhole() throws IOException {
    fixture.assertNoTemps();
    for (String directory : DIRECTORIES) {
      assertThat(fixture.root(directory + "/one")).hasContent("one");
      assertThat(fixture.root(directory + "/two")).hasContent("two");
      assertThat(Files.getLastModifiedTime(fixture.root(directory)).toInstant())
          .as("time of " + directory)
          .isEqualTo(stamped);
    }
  }

  @Test
  void whatWasCopiedMeanwhile_isRemovedAfterwards() throws IOException {
    MergeReport report = fixture.merge(ImageDisposal.CONSUME, calls.syscalls());

    assertRootIsWhole();
    fixture.assertImageIsEmpty();
    assertThat(report.count(PlannedAction.PLACE)).isEqualTo(1 + 2 * DIRECTORIES.size());
    assertThat(fixture.heard()).hasSize(1 + 3 * DIRECTORIES.size()).isSorted();
  }

  @Test
  void oneThatCannotBeRemoved_keepsNoneOfTheOthers() throws IOException {
    calls.arm(Fault.once("unlinkat", 2, Errno.EIO));

    MoveException e =
        catchThrowableOfType(
            MoveException.class, () -> fixture.merge(ImageDisposal.CONSUME, calls.syscalls()));

    assertThat(e.step()).isEqualTo(MoveStep.REMOVE_SOURCE);
    assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertRootIsWhole();
    assertThat(filesIn(fixture.image())).hasSize(1);
    assertThat(fixture.heard()).hasSize(1 + 3 * DIRECTORIES.size());

    fixture.merge();
    fixture.assertImageIsEmpty();
    assertRootIsWhole();
  }
}
