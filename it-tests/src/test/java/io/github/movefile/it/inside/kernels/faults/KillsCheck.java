// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.TempSweeper;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The command is killed as it makes a system call, which isn't carried out then. What is left is
 * the old target or the new one, whole, and the source; a temp is swept, and the same command goes
 * on.
 */
class KillsCheck {
  private static final int KILLED = 128 + 9;

  @TestFactory
  Stream<DynamicTest> kills() {
    return Scene.ofThisRun().flatMap(KillsCheck::killsIn);
  }

  private static Stream<DynamicTest> killsIn(Scene scene) {
    List<TracedCall> calls = CleanRun.callsOf(scene);
    return calls.stream()
        .filter(scene::isOfInterest)
        .map(
            call -> {
              State state = State.afterFailureOf(call, scene, calls);
              return DynamicTest.dynamicTest(
                  scene + ": killed at " + call + ": " + state, () -> kill(scene, call, state));
            });
  }

  private static void kill(Scene scene, TracedCall call, State state) throws IOException {
    try (Stage stage = new Stage(scene)) {
      CommandResult result = stage.playTraced(call.tampering(stage::sameNameAs, "signal=SIGKILL"));

      assertThat(result.exitCode()).as("%s", result).isIn(KILLED, 9);
      assertThat(stage.trace().linesWith(call.name() + "("))
          .as("the last call")
          .anyMatch(
              line -> line.endsWith(" = ?") && stage.concerns(line) && call.isAboutTheSameAs(line));
      stage.assertState(state);
      sweep(stage);

      stage.play(List.of()).requireSuccess();
      stage.assertDone();
    }
  }

  private static void sweep(Stage stage) throws IOException {
    List<Path> temps = stage.temps();
    assertThat(temps).hasSizeLessThanOrEqualTo(1);
    // That of a dead process is abandoned, however young it is.
    TempSweeper sweeper = TempSweeper.create(Duration.ofDays(1));
    assertThat(sweeper.sweep(stage.target().getParent())).hasSameSizeAs(temps);
    stage.assertNoTemps();
  }
}
