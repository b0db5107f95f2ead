// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private MoveException failure() {
    return catchThrowableOfType(
        MoveException.class, () -> fixture.merge(ImageDisposal.CONSUME, calls.syscalls()));
  }

  /** Until the other directories have all that they shall have: none has lost a source by then. */
  private void waitForTheOther() {
    Instant end = Instant.now().plus(LONG_ENOUGH);
    try {
      while (complete() < DIRECTORIES.size() - 1) {
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

  private int complete() throws IOException {
    int complete = 0;
    for (String directory : DIRECTORIES) {
      Path made = fixture.root(directory);
      if (Files.exists(made) && Files.getLastModifiedTime(made).toInstant().equals(stamped)) {
        complete++;
      }
    }
    return complete;
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

    MoveException e = failure();

    assertThat(e.step()).isEqualTo(MoveStep.REMOVE_SOURCE);
    assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertRootIsWhole();
    assertThat(filesIn(fixture.image())).hasSize(1);
    assertThat(fixture.heard()).hasSize(1 + 3 * DIRECTORIES.size());

    fixture.merge();
    fixture.assertImageIsEmpty();
    assertRootIsWhole();
  }

  @Test
  void directoryThatSomebodyMovesAwayMeanwhile_keepsItsFilesThere() throws IOException {
    calls.onCall(
        "unlinkat",
        2,
        () -> {
          try {
            Files.move(fixture.image("d9"), fixture.image("elsewhere"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    MoveException e = failure();

    assertThat(e.step()).isEqualTo(MoveStep.OPEN_SOURCE);
    assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertRootIsWhole();
    assertThat(filesIn(fixture.image()))
        .hasSize(2)
        .allMatch(file -> file.getParent().endsWith("elsewhere"));
    assertThat(fixture.heard()).hasSize(1 + 3 * DIRECTORIES.size());
  }

  /** The files beside it are in the root, and their sources wait: it is not. */
  @Test
  void linkThatFails_isUnchanged() throws IOException {
    try (MergeFixture two = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(two.image("a"), "a");
      for (String directory : List.of("d0", "d1")) { // either may be the one that is held up
        write(two.image(directory + "/one"), "one");
        Files.createSymbolicLink(two.image(directory + "/s"), Path.of("one"));
        Files.createSymbolicLink(two.image(directory + "/t"), Path.of("one"));
      }
      CountDownLatch isGone = new CountDownLatch(1);
      FaultInjectingSyscalls held = new FaultInjectingSyscalls(Syscalls.system());
      held.onCall("unlinkat", 2, () -> await(isGone));
      held.onCall(
          "readlinkat", // of the first link
          1,
          () -> {
            assertThat(two.image("d0/t").toFile().delete()).isTrue();
            assertThat(two.image("d1/t").toFile().delete()).isTrue();
            isGone.countDown();
          });
      two.workers(2);

      MoveException e =
          catchThrowableOfType(
              MoveException.class, () -> two.merge(ImageDisposal.CONSUME, held.syscalls()));

      assertThat(e.getFile()).matches(".*/d[01]/t");
      assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
      assertThat(two.root("d1/one")).hasContent("one");
      assertThat(two.image("d1/one")).doesNotExist();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
      Thread.sleep(50); // until the failure is told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The name of a file that isn't on the disk may be gone after a power cut. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4}) // after two files, the new directory and the one that it is in
  void directoryThatCannotBeStored_keepsTheSources(int nth) throws IOException {
    try (MergeFixture one = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(one.image("d/one"), "one");
      write(one.image("d/two"), "two");
      FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
      faulty.arm(Fault.once("fsync", nth, Errno.EIO));
      one.moving(MoveOptions.builder().durability(Durability.FSYNC).build());

      MoveException e = failureOf(one, faulty);

      assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
      assertThat(e.source()).isEqualTo(RawPath.of(one.image("d")));
      assertThat(e.target()).isEqualTo(RawPath.of(one.root("d")));
      assertThat(filesIn(one.image())).hasSize(2);
      assertThat(filesIn(one.root())).hasSize(2);
      assertThat(one.heard()).containsExactly("d/", "d/one", "d/two");
    }
  }

  /** The sources are gone by then. */
  @Test
  void directoryOfTheImageThatCannotBeStored_isTold_asMoved() throws IOException {
    try (MergeFixture one = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(one.image("d/one"), "one");
      write(one.image("d/two"), "two");
      FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
      faulty.arm(Fault.once("fsync", 5, Errno.EIO)); // after those of the root
      one.moving(MoveOptions.builder().durability(Durability.FSYNC).build());

      MoveException e = failureOf(one, faulty);

      assertThat(e.state()).isEqualTo(MoveState.MOVED);
      assertThat(e.source()).isEqualTo(RawPath.of(one.image("d")));
      assertThat(e.target()).isEqualTo(RawPath.of(one.root("d")));
      assertThat(filesIn(one.image())).isEmpty();
      assertThat(filesIn(one.root())).hasSize(2);
    }
  }

  private static MoveException failureOf(MergeFixture trees, FaultInjectingSyscalls faulty) {
    MoveException e =
        catchThrowableOfType(
            MoveException.class, () -> trees.merge(ImageDisposal.CONSUME, faulty.syscalls()));
    assertThat(e).hasMessageContaining("fsync: EIO");
    assertThat(e.step()).isEqualTo(MoveStep.SYNC_DIRECTORY);
    return e;
  }
}
