// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The system calls on files that the command makes, as strace sees them. docs/costs.md says the
 * same: it is compared here.
 */
class SystemCallsIT {
  private static final Path LAUNCHER = Path.of("../bin/movefile").toAbsolutePath().normalize();
  private static final Path COSTS = Path.of("../docs/costs.md");

  @AutoClose private final TempTree here = TempTree.create();
  @AutoClose private final TempTree there = TempTree.onOtherFileSystem();

  @BeforeEach
  void needStrace() {
    Requirements.command("strace");
    Requirements.otherFileSystem();
  }

  @Test
  void renameOfAFile_isThreeCalls() throws IOException {
    assertThat(callsOfMove(here.file("source", "text"), here.path("target")))
        .isEqualTo(documented("rename"))
        .hasSize(3);
  }

  @Test
  void renameOverAFile_isThreeCalls() throws IOException {
    assertThat(callsOfMove(here.file("source", "text"), here.file("target", "old")))
        .isEqualTo(documented("rename"));
  }

  @Test
  void copyOfASmallFile_isSeventeenCalls() throws IOException {
    assertThat(callsOfMove(here.file("source", "text"), there.path("target")))
        .isEqualTo(documented("copy"))
        .hasSize(17);
  }

  /**
   * Calls whose arguments name the source, the target or a temp beside it, by path or descriptor.
   */
  private List<String> callsOfMove(Path source, Path target) throws IOException {
    Path trace = here.path("trace");
    Command.of(
            "strace",
            "-ff", // a file a thread: no call is shown in two parts
            "-y",
            "-qq",
            "-o",
            trace.toString(),
            "-e",
            "trace=%file,%desc",
            LAUNCHER.toString(),
            "move",
            source.toString(),
            target.toString())
        .run()
        .requireSuccess();
    try (var traces = Files.newDirectoryStream(here.path(), "trace.*")) {
      for (Path each : traces) {
        List<String> calls =
            Files.readAllLines(each).stream()
                .filter(line -> isAbout(line, source) || isAbout(line, target))
                .filter(line -> !line.startsWith("execve"))
                .map(line -> line.substring(0, line.indexOf('(')))
                .toList();
        if (!calls.isEmpty()) {
          return calls;
        }
      }
    }
    return List.of();
  }

  private static boolean isAbout(String line, Path file) {
    return line.contains(file.toString()) || line.contains(file.getParent() + "/.mvf-");
  }

  /** The names in the first column of a table in docs/costs.md, below its headline. */
  private static List<String> documented(String headline) throws IOException {
    List<String> lines = Files.readAllLines(COSTS);
    int start = lines.indexOf("## " + headline);
    assertThat(start).as("## %s in %s", headline, COSTS).isNotNegative();
    return lines.subList(start, lines.size()).stream()
        .dropWhile(line -> !line.startsWith("| `"))
        .takeWhile(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .toList();
  }
}
