// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.TempSweeper;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.StuckProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Temps of a dead merge beside those of a living one, in one directory: only the dead one's go. */
class AbandonedTempsTest {
  private static final TempSweeper PATIENT = TempSweeper.create(Duration.ofDays(1));

  /** With one root inside the other, temps of two transactions can lie side by side. */
  @Test
  void recovery_removesThoseOfTheDeadTransaction_andNoneOfTheLivingOne() throws Exception {
    try (MergeFixture outer = new MergeFixture(Layout.ONE_FILE_SYSTEM);
        MergeFixture inner = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(outer.image("d/living"), "of the living");
      MergeFixture.write(inner.image("dead"), "of the dead");
      Path directory = Files.createDirectory(outer.root("d"));
      try (StuckProcess living =
          StuckMerge.start(Atomicity.TRANSACTION, outer.image(), outer.root())) {
        List<String> ofLiving = tempsIn(directory);
        assertThat(ofLiving).hasSize(1).allMatch(name -> name.startsWith(".mvt-"));
        try (StuckProcess dead =
            StuckMerge.start(Atomicity.TRANSACTION, inner.image(), directory)) {
          assertThat(tempsIn(directory)).hasSize(2).containsAll(ofLiving);
          assertLocked(directory);
          dead.kill();
        }
        assertLocked(outer.root());
        assertThat(PATIENT.sweep(directory)).as("what a transaction still needs").isEmpty();
        assertThat(tempsIn(directory)).hasSize(2);

        assertThat(recover(directory).outcome()).isEqualTo(RecoveryOutcome.ROLLED_BACK);

        assertThat(tempsIn(directory)).isEqualTo(ofLiving);
        assertLocked(outer.root());
        assertThat(living.finish()).isEqualTo("{COPIED=1}");
      }
      assertThat(namesIn(directory)).containsExactly("living");
      assertThat(directory.resolve("living")).hasContent("of the living");
      assertThat(inner.image("dead")).hasContent("of the dead");
    }
  }

  @Test
  void sweeping_removesThoseOfTheDeadMerge_andNoneOfTheLivingOne() throws Exception {
    try (MergeFixture first = new MergeFixture(Layout.ONE_FILE_SYSTEM);
        MergeFixture second = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(first.image("living"), "of the living");
      MergeFixture.write(second.image("dead"), "of the dead");
      try (StuckProcess living =
          StuckMerge.start(Atomicity.PER_FILE, first.image(), first.root())) {
        List<String> ofLiving = tempsIn(first.root());
        assertThat(ofLiving).hasSize(1).allMatch(name -> name.startsWith(".mvf-"));
        try (StuckProcess dead =
            StuckMerge.start(Atomicity.PER_FILE, second.image(), first.root())) {
          assertThat(PATIENT.sweep(first.root())).as("both live").isEmpty();
          dead.kill();
        }
        assertThat(tempsIn(first.root())).hasSize(2);

        assertThat(PATIENT.sweep(first.root())).hasSize(1);

        assertThat(tempsIn(first.root())).isEqualTo(ofLiving);
        assertThat(living.finish()).isEqualTo("{COPIED=1}");
      }
      assertThat(namesIn(first.root())).containsExactly("living");
      assertThat(second.image("dead")).hasContent("of the dead");
    }
  }

  private static RecoveryReport recover(Path root) throws MoveException {
    return TreeMerge.create().recover(RawPath.of(root));
  }

  private static void assertLocked(Path root) {
    assertThatThrownBy(() -> recover(root))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.failure()).isEqualTo(MoveFailure.LOCKED));
  }

  private static List<String> tempsIn(Path directory) throws IOException {
    return namesIn(directory).stream()
        .filter(name -> name.startsWith(".mvt-") || name.startsWith(".mvf"))
        .toList();
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
