// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.move.MoveFile;
import java.io.IOException;
import java.nio.file.Path;

/** A process that moves one file after the other to one target. */
final class MovingProcess {
  private MovingProcess() {}

  /**
   * Moves.
   *
   * @param arguments directory of the sources, target, version, how often
   * @throws IOException if a move fails
   */
  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0], arguments[2]);
    Path target = Path.of(arguments[1]);
    MoveFile mover = MoveFile.create();
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      mover.move(Version.valueOf(arguments[2]).make(source), target);
    }
  }
}
