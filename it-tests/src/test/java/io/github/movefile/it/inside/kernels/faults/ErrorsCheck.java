// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each system call on a file fails once. The target is the old file or the new one and whole, the
 * source is there unless the target is new, no temp is left, and what is said is so.
 */
class ErrorsCheck {
  private static final List<Errno> ERRNOS = List.of(Errno.EIO, Errno.ENOSPC, Errno.EINTR);

  @TestFactory
  Stream<DynamicTest> errors() {
    return Scene.ofThisRun().flatMap(ErrorsCheck::errorsIn);
  }

  private static Stream<DynamicTest> errorsIn(Scene scene) {
    List<TracedCall> calls = CleanRun.callsOf(scene);
    return calls.stream()
        .filter(scene::isOfInterest)
        .flatMap(call -> ERRNOS.stream().map(errno -> test(scene, calls, call, errno)));
  }

  private static DynamicTest test(
      Scene scene, List<TracedCall> calls, TracedCall call, Errno errno) {
    String what = scene + ": " + call + " " + errno;
    if (isMadeAgain(call, errno)) {
      return DynamicTest.dynamicTest(
          what + ": is made again, and all is done",
          () ->
              play(
                  scene,
                  call,
                  errno,
                  (stage, result) -> {
                    assertThat(result.exitCode()).as("%s", result).isZero();
                    assertThat(result.errorText()).isEmpty();
                    stage.assertDone();
                  }));
    }
    if (call.isAboutAnAttribute()) {
      return DynamicTest.dynamicTest(
          what + ": is a warning",
          () ->
              play(
                  scene,
                  call,
                  errno,
                  (stage, result) -> {
                    assertLossTold(result, call, errno);
                    stage.assertDoneButForAttributes();
                  }));
    }
    State state = State.afterFailureOf(call, scene, calls);
    return DynamicTest.dynamicTest(
        what + ": fails, " + state,
        () ->
            play(
                scene,
                call,
                errno,
                (stage, result) -> {
                  assertFailureTold(result, stage, call, errno, state);
                  stage.assertState(state);
                }));
  }

  private interface Expectation {
    void check(Stage stage, CommandResult result) throws IOException;
  }

  private static void play(Scene scene, TracedCall call, Errno errno, Expectation expectation)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try (Stage stage = new Stage(scene)) {
        List<String> options = new ArrayList<>(List.of("--seccomp-bpf"));
        options.addAll(call.tampering(stage::sameNameAs, "error=" + errno));
        CommandResult result = stage.playTraced(options);
        if (!stage.trace().isOnlyInjected(stage::concerns) && tries < Trace.MOST_TRIES) {
          continue;
        }
        assertHit(stage, call);
        expectation.check(stage, result);
        stage.assertNoTemps();
        return;
      }
    }
  }

  /** close(2) isn't: the descriptor is gone, whatever it says. */
  private static boolean isMadeAgain(TracedCall call, Errno errno) {
    return errno == Errno.EINTR && !call.name().equals("close");
  }

  /** The command makes the same calls each time. */
  private static void assertHit(Stage stage, TracedCall call) throws IOException {
    assertThat(stage.trace().injected())
        .singleElement()
        .matches(line -> line.startsWith(call.name() + "("))
        .matches(stage::concerns, "concerns the files")
        .matches(call::isAboutTheSameAs, "concerns the same files");
  }

  private static void assertFailureTold(
      CommandResult result, Stage stage, TracedCall call, Errno errno, State state) {
    String source = "'" + stage.source() + "'";
    String target = "'" + stage.target() + "'";
    assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
    assertThat(result.text()).isEmpty();
    assertThat(result.errorText())
        .matches("movefile: cannot (move|copy) '.*")
        .contains(" " + source + " to " + target + ": ")
        .contains(call.nameInMessages() + ": " + errno + " (" + errno.words() + ")")
        .hasLineCount(1);
    String left =
        switch (state) {
          case UNCHANGED -> "";
          case SOURCE_LEFT -> "; " + target + " is complete, and " + source + " is still there";
          case DONE -> "; " + target + " is complete, and " + source + " is gone";
        };
    assertThat(result.errorText()).endsWith(left);
    assertThat(result.errorText().contains(" is complete")).isEqualTo(state != State.UNCHANGED);
  }

  private static void assertLossTold(CommandResult result, TracedCall call, Errno errno) {
    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.errorText().lines())
        .anyMatch(
            line ->
                line.startsWith("movefile: warning: ")
                    && line.contains("attribute system.posix_acl_access not kept: ")
                    && line.contains(call.nameInMessages() + ": " + errno + " ("));
  }
}
