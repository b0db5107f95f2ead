// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.StuckProcess;
import java.nio.file.Path;

/** A copy by another process that stops while its temp is there, until it is told to go on. */
final class StuckMove {
  private StuckMove() {}

  /** Starts it, and returns once the temp is there. */
  static StuckProcess start(Path source, Path target) {
    return StuckProcess.start(StuckMove.class, source.toString(), target.toString());
  }

  public static void main(String[] arguments) throws MoveException {
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system())
            .onCall("fchmod", 1, StuckProcess::waitForInput);
    MoveResult result =
        MoveFile.using(calls.syscalls())
            .copy(Path.of(arguments[0]), Path.of(arguments[1]), MoveOptions.defaults());
    System.out.println(result.method());
  }
}
