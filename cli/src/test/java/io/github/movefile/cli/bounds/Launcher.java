// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.bounds;

import io.github.movefile.syscalls.testing.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command as its users start it. */
final class Launcher {
  private static final Path LAUNCHER = Path.of("../bin/movefile").toAbsolutePath().normalize();

  private Launcher() {}

  /**
   * The command through another program.
   *
   * @param wrapper words such as "strace", or none
   * @param words the arguments
   * @return not yet run
   */
  static Command through(List<String> wrapper, Object... words) {
    List<String> all = new ArrayList<>(wrapper);
    all.add(LAUNCHER.toString());
    Arrays.stream(words).map(Object::toString).forEach(all::add);
    return Command.of(all);
  }

  /** Has what the launcher makes for itself made, by whatever run is the first. */
  static void prepare() {
    through(List.of(), "--version").run().requireSuccess();
  }
}
