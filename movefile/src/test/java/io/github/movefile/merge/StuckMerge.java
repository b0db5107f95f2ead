// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.StuckProcess;
import java.nio.file.Path;

/**
 * A merge by another process, which keeps its image and stops while its first temp is there, until
 * it is told to go on.
 */
final class StuckMerge {
  private StuckMerge() {}

  /** Starts it, and returns once the temp is there. */
  static StuckProcess start(Atomicity atomicity, Path image, Path root) {
    return StuckProcess.start(
        StuckMerge.class, atomicity.name(), image.toString(), root.toString());
  }

  public static void main(String[] arguments) throws MoveException {
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system())
            .onCall("fchmod", 1, StuckProcess::waitForInput);
    MergeOptions options =
        MergeOptions.builder()
            .atomicity(Atomicity.valueOf(arguments[0]))
            .disposal(ImageDisposal.KEEP)
            .workers(1)
            .build();
    MergeReport report =
        TreeMerge.using(calls.syscalls())
            .merge(Path.of(arguments[1]), Path.of(arguments[2]), options);
    System.out.println(report.files());
  }
}
