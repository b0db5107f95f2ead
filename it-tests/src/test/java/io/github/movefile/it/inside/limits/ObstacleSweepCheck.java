// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An obstacle comes up right before each system call of a move across file systems, at the source
 * or at the target: the move succeeds or says what stopped it, source and target are whole, and the
 * same move succeeds once the obstacle is gone.
 */
class ObstacleSweepCheck {
  private static final MoveOptions CAREFUL =
      MoveOptions.builder()
          .durability(Durability.FSYNC)
          .xattrs(XattrRules.builder().defaultPolicy(XattrPolicy.REQUIRE).build())
          .build();

  /** Where the obstacle is. */
  enum Side {
    SOURCE,
    TARGET
  }

  /** The n-th use of a call. */
  private record Instant(String call, int nth) {
    @Override
    public String toString() {
      return call + "#" + nth;
    }
  }

  @TestFactory
  Stream<DynamicNode> ext4() throws IOException {
    return sweep(Kind.EXT4, Obstacle.values());
  }

  @TestFactory
  Stream<DynamicNode> btrfs() throws IOException {
    return sweep(Kind.BTRFS, Obstacle.FULL, Obstacle.READ_ONLY);
  }

  @TestFactory
  Stream<DynamicNode> xfs() throws IOException {
    return sweep(Kind.XFS, Obstacle.values());
  }

  private static Stream<DynamicNode> sweep(Kind kind, Obstacle... obstacles) throws IOException {
    List<Instant> instants = instantsOfAMove();
    return Stream.of(obstacles)
        .flatMap(
            obstacle ->
                Stream.of(Side.values()).map(side -> sweep(kind, obstacle, side, instants)));
  }

  private static List<Instant> instantsOfAMove() throws IOException {
    RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());
    try (TempTree from = TempTree.create();
        LoopFileSystem to = Kind.EXT4.small().mount()) {
      Path target = Given.old(to.root().resolve("target"));
      MoveFile.using(calls.syscalls()).move(source(from.path()), target, CAREFUL);
    }
    Map<String, Integer> uses = new HashMap<>();
    return calls.names().stream().map(n -> new Instant(n, uses.merge(n, 1, Integer::sum))).toList();
  }

  private static Path source(Path directory) throws IOException {
    Path source = Given.file(directory.resolve("source"), 100_000);
    return Given.attribute(source, "user.large", 700);
  }

  private static DynamicNode sweep(
      Kind kind, Obstacle obstacle, Side side, List<Instant> instants) {
    LoopFileSystem fileSystem = kind.small().mount();
    return DynamicContainer.dynamicContainer(
        obstacle + " at " + side,
        instants.stream()
            .map(
                instant ->
                    DynamicTest.dynamicTest(
                        obstacle + " at " + side + " before " + instant,
                        () -> check(fileSystem, obstacle, side, instant)))
            .onClose(fileSystem::close));
  }

  private static void check(
      LoopFileSystem fileSystem, Obstacle obstacle, Side side, Instant instant) throws IOException {
    try (TempTree elsewhere = TempTree.create()) {
      Path here = Files.createDirectory(fileSystem.root().resolve(instant.toString()));
      Path from = side == Side.SOURCE ? here : elsewhere.path();
      Path to = side == Side.TARGET ? here : elsewhere.path();
      Trial move = Trial.of(source(from), Given.old(to.resolve("target"))).with(CAREFUL);
      Command.of("sync", "-f", here.toString()).run().requireSuccess();
      boolean[] raised = new boolean[1];

      Optional<MoveException> failure =
          move.before(instant.call(), instant.nth(), () -> raised[0] = obstacle.raise(fileSystem))
              .run();

      assertThat(raised[0] || failure.isEmpty()).as("stopped by nothing: %s", failure).isTrue();
      failure.ifPresent(obstacle::assertNamedBy);
      if (obstacle == Obstacle.SHUT_DOWN) {
        obstacle.clear(fileSystem);
        move.assertWholeAfterCrash(failure);
      } else {
        move.assertWhole(failure);
        obstacle.clear(fileSystem);
      }
      if (Files.exists(move.source())) {
        removeTemps(to);
        move.succeeds();
      }
    }
  }

  /** Those that the move could not remove: a sweep leaves those of a living process alone. */
  private static void removeTemps(Path directory) throws IOException {
    for (Path temp : Temps.in(directory)) {
      Files.delete(temp);
    }
  }
}
