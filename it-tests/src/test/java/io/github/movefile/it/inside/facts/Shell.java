// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import io.github.movefile.syscalls.testing.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's own programs, which tell what MoveFile did. */
final class Shell {
  private Shell() {}

  /** Runs a script on files, {@code "$1"} and so on; returns what it printed. */
  static String run(String script, Path... files) {
    List<String> words = new ArrayList<>(List.of("sh", "-ec", script, "sh"));
    for (Path file : files) {
      words.add(file.toString());
    }
    return Command.of(words).env("TZ", "UTC").run().requireSuccess().text();
  }
}
