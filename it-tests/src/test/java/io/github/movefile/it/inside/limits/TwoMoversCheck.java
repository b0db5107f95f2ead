// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two movers at work at one time, on one target or on one source. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TwoMoversCheck {
  private static final int ROUNDS = 200;

  private static final Map<Kind, LoopFileSystem> MOUNTED = new EnumMap<>(Kind.class);

  private final LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());
  private final MoveFile mover = MoveFile.using(calls.syscalls());

  @BeforeAll
  static void mount() {
    for (Kind kind : Kind.values()) {
      MOUNTED.put(kind, kind.large().mount());
    }
  }

  @AfterAll
  static void unmount() {
    MOUNTED.values().forEach(LoopFileSystem::close);
  }

  private static Path directory(Kind kind) throws IOException {
    return Files.createTempDirectory(MOUNTED.get(kind).root(), "case");
  }

  /** Ends with one of both, whichever was the later; there is a whole file at each instant. */
  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "EXT4, EXT4", "BTRFS, BTRFS", "XFS, XFS"})
  void twoSourcesOfOneTarget(Kind from, Kind to) throws Exception {
    Path sources = directory(from);
    Path target = Version.OLD.make(directory(to).resolve("target"));
    Watch watch = Watch.of(target);
    for (int round = 0; round < ROUNDS; round++) {
      Path first = Version.FIRST.make(sources.resolve("first"));
      Path second = Version.SECOND.make(sources.resolve("second"));

      Race.between(() -> mover.move(first, target), () -> mover.move(second, target));

      assertThat(Version.at(target)).get().isIn(Version.FIRST, Version.SECOND);
      assertThat(sources).isEmptyDirectory();
    }
    assertThat(watch.end()).contains(Version.OLD);
    calls.assertNoLeaks();
    assertThat(Temps.in(target.getParent())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "XFS, XFS"})
  void twoProcessesOfOneTarget(Kind from, Kind to) throws Exception {
    Path sources = directory(from);
    Path target = Version.OLD.make(directory(to).resolve("target"));
    Watch watch = Watch.of(target);

    Race.between(process(sources, target, Version.FIRST), process(sources, target, Version.SECOND));

    assertThat(watch.end()).contains(Version.OLD, Version.FIRST, Version.SECOND);
    assertThat(Version.at(target)).get().isIn(Version.FIRST, Version.SECOND);
    assertThat(sources).isEmptyDirectory();
    assertThat(target.getParent().toFile().list()).containsExactly("target");
  }

  private static Callable<CommandResult> process(Path sources, Path target, Version version) {
    return () ->
        JavaProcess.of(
                MovingProcess.class,
                sources.toString(),
                target.toString(),
                version.name(),
                Integer.toString(ROUNDS))
            .run()
            .requireSuccess();
  }

  /** One gets it, the other is told that there is none; there is one file of these contents. */
  @ParameterizedTest
  @CsvSource({"EXT4", "BTRFS", "XFS"})
  void oneSourceRenamedToTwoTargets(Kind kind) throws Exception {
    Path directory = directory(kind);
    for (int round = 0; round < ROUNDS; round++) {
      Path source = Version.FIRST.make(directory.resolve("source"));
      List<Path> targets = List.of(directory.resolve("a"), directory.resolve("b"));

      List<Optional<MoveException>> outcomes = race(source, targets);

      MoveException loser = onlyFailure(outcomes);
      assertThat(loser.state()).isEqualTo(MoveState.UNCHANGED);
      Path winner = targets.get(outcomes.get(0).isEmpty() ? 0 : 1);
      assertThat(directory.toFile().list()).containsExactly(winner.getFileName().toString());
      assertThat(Version.at(winner)).contains(Version.FIRST);
      Files.delete(winner);
    }
  }

  /**
   * Until it has published, nobody knows of the other. Who is told that the source is gone by then
   * has a whole target, and is told that too ({@link MoveState#MOVED}); who is told before has
   * none.
   */
  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4"})
  void oneSourceCopiedToTwoTargets(Kind from, Kind to) throws Exception {
    Path sources = directory(from);
    Path directory = directory(to);
    for (int round = 0; round < ROUNDS; round++) {
      Path source = Version.FIRST.make(sources.resolve("source"));
      List<Path> targets = List.of(directory.resolve("a"), directory.resolve("b"));

      List<Optional<MoveException>> outcomes = race(source, targets);

      MoveException loser = onlyFailure(outcomes);
      assertThat(loser.state()).isIn(MoveState.UNCHANGED, MoveState.MOVED);
      assertThat(sources).isEmptyDirectory();
      for (int i = 0; i < 2; i++) {
        boolean hasIt =
            outcomes.get(i).map(failure -> failure.state() == MoveState.MOVED).orElse(true);
        assertThat(Version.at(targets.get(i)))
            .isEqualTo(hasIt ? Optional.of(Version.FIRST) : Optional.empty());
        Files.deleteIfExists(targets.get(i));
      }
      assertThat(directory).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "EXT4, EXT4", "BTRFS, BTRFS", "XFS, XFS"})
  void oneSourceToOneTarget(Kind from, Kind to) throws Exception {
    Path sources = directory(from);
    Path target = Version.OLD.make(directory(to).resolve("target"));
    for (int round = 0; round < ROUNDS; round++) {
      Version version = round % 2 == 0 ? Version.FIRST : Version.SECOND;
      Path source = version.make(sources.resolve("source"));

      onlyFailure(race(source, List.of(target, target)));

      assertThat(Version.at(target)).contains(version);
      assertThat(sources).isEmptyDirectory();
    }
    assertThat(target.getParent().toFile().list()).containsExactly("target");
  }

  private List<Optional<MoveException>> race(Path source, List<Path> targets) throws Exception {
    List<Optional<MoveException>> outcomes =
        Race.between(() -> move(source, targets.get(0)), () -> move(source, targets.get(1)));
    calls.assertNoLeaks();
    return outcomes;
  }

  private Optional<MoveException> move(Path source, Path target) {
    try {
      mover.move(source, target);
      return Optional.empty();
    } catch (MoveException e) {
      return Optional.of(e);
    }
  }

  private static MoveException onlyFailure(List<Optional<MoveException>> outcomes) {
    List<MoveException> failures = outcomes.stream().flatMap(Optional::stream).toList();
    assertThat(failures).hasSize(1);
    MoveException failure = failures.get(0);
    assertThat(failure.failure()).as("%s", failure).isEqualTo(MoveFailure.SOURCE_MISSING);
    return failure;
  }
}
