// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds temps by what their names begin with. */
public final class Temps {
  private Temps() {}

  /**
   * The temps in a directory.
   *
   * @param directory not those below it
   * @return their paths
   */
  public static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Temps::isTemp).toList();
    }
  }

  /**
   * The temps in a directory and all below it.
   *
   * @param directory the top
   * @return their paths
   */
  public static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Temps::isTemp).toList();
    }
  }

  /** Of a move, or of a transaction. */
  private static boolean isTemp(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".mvf") || name.startsWith(".mvt-");
  }

  /** The only temp in a directory. */
  static Path onlyOneIn(Path directory) {
    try {
      List<Path> temps = in(directory);
      if (temps.size() != 1) {
        throw new AssertionError("not one temp but " + temps);
      }
      return temps.get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
