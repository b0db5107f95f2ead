// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.it.inside.limits.Scribble.Habit;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another thread writes to the source all the time while it moves. The move ends, and either the
 * target is what the source was at one instant, or it is told that the source changes, and both are
 * left.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConcurrentWriterCheck {
  private static final int ROUNDS = 6;
  private static final int MOST_LOOKS = 20;
  private static final String OLD = "the old target";

  private static final Map<Kind, LoopFileSystem> MOUNTED = new EnumMap<>(Kind.class);
  private static final Map<Kind, BindMount> BOUND = new EnumMap<>(Kind.class);

  /** From where to where, and by what. A method on one file system goes through a bind mount. */
  enum Way {
    READ_AND_WRITE(Kind.EXT4, Kind.XFS, CopyMethod.READ_WRITE),
    SENDFILE(Kind.BTRFS, Kind.EXT4, CopyMethod.SENDFILE),
    EXT4_RANGE(Kind.EXT4, Kind.EXT4, CopyMethod.COPY_FILE_RANGE),
    BTRFS_RANGE(Kind.BTRFS, Kind.BTRFS, CopyMethod.COPY_FILE_RANGE),
    XFS_RANGE(Kind.XFS, Kind.XFS, CopyMethod.COPY_FILE_RANGE),
    BTRFS_REFLINK(Kind.BTRFS, Kind.BTRFS, CopyMethod.REFLINK),
    XFS_REFLINK(Kind.XFS, Kind.XFS, CopyMethod.REFLINK);

    private final Kind from;
    private final Kind to;
    private final CopyMethod method;

    Way(Kind from, Kind to, CopyMethod method) {
      this.from = from;
      this.to = to;
      this.method = method;
    }

    private Path source() {
      return MOUNTED.get(from).root().resolve("source");
    }

    private Path target() {
      return (from == to ? BOUND.get(to).root() : MOUNTED.get(to).root()).resolve("target");
    }

    private MoveOptions options(Durability durability) {
      CopyOptions copy = CopyOptions.builder().methods(Set.of(method)).build();
      return MoveOptions.builder().copy(copy).durability(durability).build();
    }
  }

  /**
   * Whether each change after a look has a time of its own (Linux 6.13). Before that, what happens
   * within one tick of the kernel's clock, 1 to 10 ms, can't be told apart.
   */
  private static boolean fineTimes;

  @BeforeAll
  static void mount() throws IOException {
    for (Kind kind : Kind.values()) {
      MOUNTED.put(kind, kind.large().mount());
      BOUND.put(kind, BindMount.of(MOUNTED.get(kind)));
    }
    fineTimes = tellsEveryStepApart(MOUNTED.get(Kind.EXT4).root().resolve("times"));
  }

  private static boolean tellsEveryStepApart(Path file) throws IOException {
    try (Scribble scribble = new Scribble(file)) {
      Set<Timespec> times = new HashSet<>();
      for (int i = 0; i < MOST_LOOKS; i++) {
        scribble.next(Habit.OVERWRITING);
        times.add(scribble.time());
      }
      return times.size() == MOST_LOOKS;
    }
  }

  @AfterAll
  static void unmount() {
    BOUND.values().forEach(BindMount::close);
    MOUNTED.values().forEach(LoopFileSystem::close);
  }

  private static Stream<Arguments> waysAndHabits() {
    return Stream.of(Way.values())
        .flatMap(way -> Stream.of(Habit.values()).map(habit -> Arguments.of(way, habit)));
  }

  private static Stream<Arguments> kindsAndHabits() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(Habit.values()).map(habit -> Arguments.of(kind, habit)));
  }

  /** In each of the tries, the writer is waited for. */
  @ParameterizedTest
  @MethodSource("waysAndHabits")
  void sourceThatChangesInEachTry_isRefused(Way way, Habit habit) throws Exception {
    Files.writeString(way.target(), OLD);
    try (Scribble scribble = new Scribble(way.source())) {
      try (Writer writer = Writer.start(scribble, habit)) {
        Outcome outcome = move(way, lookingAfterAStep(writer), Durability.NONE);

        assertThat(outcome.failure()).as("the move succeeded: %s", outcome.result()).isNotNull();
        assertRefused(way, outcome.failure());
      }
      assertThat(scribble.holds(Files.readAllBytes(way.source()))).isTrue();
      movesNow(way, scribble);
    }
  }

  /** Each look at the open source comes after a step of the writer. */
  private static FaultInjectingSyscalls lookingAfterAStep(Writer writer) {
    FaultInjectingSyscalls hooked = new FaultInjectingSyscalls(Syscalls.system());
    for (int nth = 1; nth <= MOST_LOOKS; nth++) {
      hooked.onCall("fstat", nth, Trial.action(writer::awaitNextStep));
    }
    return hooked;
  }

  /** Storing takes its time, and so the source is looked at once more before it goes. */
  @ParameterizedTest
  @MethodSource("waysAndHabits")
  void sourceThatChangesWhileItsCopyIsStored_stays(Way way, Habit habit) throws Exception {
    Files.writeString(way.target(), OLD);
    try (Scribble scribble = new Scribble(way.source())) {
      byte[] before = Files.readAllBytes(way.source());
      FaultInjectingSyscalls hooked = new FaultInjectingSyscalls(Syscalls.system());
      hooked.onCall("fsync", 2, Trial.action(() -> scribble.next(habit)));

      MoveException failure = move(way, hooked, Durability.FSYNC).failure();

      assertThat(failure).isNotNull();
      assertThat(failure.failure()).as("%s", failure).isEqualTo(MoveFailure.SOURCE_CHANGED);
      assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
      assertThat(Files.readAllBytes(way.target())).isEqualTo(before);
      assertThat(scribble.holds(Files.readAllBytes(way.source()))).isTrue();
      movesNow(way, scribble);
    }
  }

  @ParameterizedTest
  @MethodSource("waysAndHabits")
  void targetIsOfOneInstant_orTheMoveIsRefused(Way way, Habit habit) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Files.writeString(way.target(), OLD);
      Durability durability = round % 2 == 0 ? Durability.NONE : Durability.FSYNC;
      try (Scribble scribble = new Scribble(way.source())) {
        Outcome outcome;
        try (Writer writer = Writer.startPausing(scribble, habit, round)) {
          writer.awaitNextStep();
          outcome = move(way, new FaultInjectingSyscalls(Syscalls.system()), durability);
        }
        if (outcome.failure() == null) {
          assertThat(outcome.result().method()).isEqualTo(MoveMethod.COPIED);
          assertThat(way.source()).doesNotExist();
          assertOfOneInstant(way, scribble);
        } else if (outcome.failure().state() == MoveState.SOURCE_LEFT) {
          // It was looked at once more before it was to go, since a file was replaced.
          assertThat(outcome.failure().failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
          assertOfOneInstant(way, scribble);
          movesNow(way, scribble);
        } else {
          assertRefused(way, outcome.failure());
          movesNow(way, scribble);
        }
      }
    }
  }

  private static void assertRefused(Way way, MoveException failure) throws IOException {
    assertThat(failure.failure()).as("%s", failure).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure).hasMessageContaining("the source was changed while it was copied");
    assertThat(way.target()).hasContent(OLD);
    assertThat(way.source()).exists();
    assertThat(Temps.in(way.target().getParent())).isEmpty();
  }

  private static void assertOfOneInstant(Way way, Scribble scribble) throws IOException {
    byte[] contents = Files.readAllBytes(way.target());
    assertThat(fineTimes ? scribble.heldEver(contents) : scribble.heldInParts(contents))
        .as("after %s steps the target is a mixture", scribble.size())
        .isTrue();
    assertThat(Temps.in(way.target().getParent())).isEmpty();
  }

  /** Nobody writes any more, and everything that was written arrives. */
  private static void movesNow(Way way, Scribble scribble) throws IOException {
    MoveResult result =
        MoveFile.create().move(way.source(), way.target(), way.options(Durability.NONE));

    assertThat(result.copy().orElseThrow().methods()).containsKey(way.method);
    assertThat(scribble.holds(Files.readAllBytes(way.target()))).isTrue();
    assertThat(way.source()).doesNotExist();
  }

  private record Outcome(@Nullable MoveResult result, @Nullable MoveException failure) {}

  private static Outcome move(Way way, FaultInjectingSyscalls hooked, Durability durability) {
    LeakCheckingSyscalls calls = new LeakCheckingSyscalls(hooked.syscalls());
    try {
      MoveFile mover = MoveFile.using(calls.syscalls());
      return new Outcome(mover.move(way.source(), way.target(), way.options(durability)), null);
    } catch (MoveException e) {
      return new Outcome(null, e);
    } finally {
      calls.assertNoLeaks();
    }
  }

  /** Whoever has the file open writes to it wherever it goes. */
  @ParameterizedTest
  @MethodSource("kindsAndHabits")
  void renamedFile_losesNothing(Kind kind, Habit habit) throws Exception {
    Path source = MOUNTED.get(kind).root().resolve("source");
    Path target = source.resolveSibling("renamed");
    try (Scribble scribble = new Scribble(source)) {
      try (Writer writer = Writer.start(scribble, habit)) {
        MoveResult result = MoveFile.create().move(source, target);

        assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
        writer.awaitNextStep();
      }
      assertThat(scribble.holds(Files.readAllBytes(target))).isTrue();
      assertThat(source).doesNotExist();
    }
  }
}
