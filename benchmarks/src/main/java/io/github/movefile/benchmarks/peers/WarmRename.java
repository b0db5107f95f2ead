// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import io.github.movefile.benchmarks.warm.Work;
import io.github.movefile.benchmarks.warm.WorkLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The JDK in a program that goes on running: a walk with a rename of each file, each time. */
final class WarmRename {
  private WarmRename() {}

  /**
   * Moves for each request.
   *
   * @param args image and root
   * @throws IOException if nobody asks any more
   */
  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]);
    Path root = Path.of(args[1]);
    WorkLoop.serve(Work.timed(() -> JdkWalk.move(image, root, StandardCopyOption.ATOMIC_MOVE)));
  }
}
