// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import io.github.movefile.benchmarks.warm.Work;
import io.github.movefile.benchmarks.warm.WorkLoop;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import java.io.IOException;
import java.nio.file.Path;

/** MoveFile in a program that goes on running: a copy of one file each time. */
final class WarmCopy {
  private WarmCopy() {}

  /**
   * Copies for each request.
   *
   * @param args image and root; the file has the name "file"
   * @throws IOException if nobody asks any more
   */
  public static void main(String[] args) throws IOException {
    Path source = Path.of(args[0], "file");
    Path target = Path.of(args[1], "file");
    MoveFile mover = MoveFile.create();
    WorkLoop.serve(Work.timed(() -> mover.copy(source, target, MoveOptions.defaults())));
  }
}
