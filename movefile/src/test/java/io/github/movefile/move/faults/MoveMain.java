// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import io.github.movefile.move.MoveFile;
import java.io.IOException;
import java.nio.file.Path;

/** Moves one file, as a program that can be killed. */
final class MoveMain {
  private MoveMain() {}

  public static void main(String[] args) throws IOException {
    MoveFile.create().move(Path.of(args[0]), Path.of(args[1]));
  }
}
