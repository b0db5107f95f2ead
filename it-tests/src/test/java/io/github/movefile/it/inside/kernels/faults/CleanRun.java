// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A {@link Scene} in which nothing fails, for its system calls. */
final class CleanRun {
  private CleanRun() {}

  /** The calls on the files, in their order. */
  static List<TracedCall> callsOf(Scene scene) {
    try (Stage stage = new Stage(scene)) {
      stage.playTraced(List.of("--seccomp-bpf", "-e", "trace=%file,%desc")).requireSuccess();
      stage.assertDone();
      stage.assertNoTemps();
      List<TracedCall> calls = stage.calls();
      assertThat(calls).extracting(TracedCall::name).containsAll(scene.calls()).contains("statx");
      return calls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
