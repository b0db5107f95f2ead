// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals end the copy of a file with their exit codes; nothing of it is left. */
class InterruptedCopyIT {
  /** It takes minutes to read, and no space. */
  private static final long LENGTH = 1L << 40;

  /** Of what is written out if the signal comes late. */
  private static final long WRITTEN = 6L << 30;

  private static final Path COMMAND = Path.of("../bin/movefile").toAbsolutePath().normalize();

  @AutoClose private final TempTree here = TempTree.create();
  @AutoClose private final TempTree there = TempTree.onOtherFileSystem();

  private Path large(String name) throws IOException {
    return large(name, LENGTH);
  }

  private Path large(String name, long length) throws IOException {
    Path file = here.path(name);
    try (RandomAccessFile contents = new RandomAccessFile(file.toFile(), "rw")) {
      contents.setLength(length);
    }
    return file;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(there.path())) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void awaitTemp(Process copy) throws Exception {
    while (names().stream().noneMatch(name -> name.startsWith(".mvf-")) && copy.isAlive()) {
      Thread.sleep(1);
    }
  }

  private static Process start(Object... words) throws IOException {
    // A shell lets what it runs in the background ignore SIGINT, and so would all below it.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal", COMMAND.toString()));
    Arrays.stream(words).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command).start();
  }

  /** Sends the signal; returns what was said on standard error. */
  private static String end(Process copy, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(copy.pid())).start().waitFor();
    return new String(copy.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "move, always, INT, 130",
    "move, never, TERM, 143",
    "copy, never, INT, 130",
    "copy, always, TERM, 143"
  })
  void signal_leavesSourceAndTargetAsTheyWere(String verb, String sparse, String signal, int status)
      throws Exception {
    long length = sparse.equals("never") ? WRITTEN : LENGTH;
    Path source = large("source", length);
    Path target = there.file("target", "old");

    // By one thread, or by two.
    Process copy = start(verb, "--sparse=" + sparse, "--no-trust-holes", source, target);
    awaitTemp(copy);
    String said = end(copy, signal);

    assertThat(copy.waitFor()).as(said).isEqualTo(status);
    assertThat(said)
        .isEqualTo(
            "movefile: cannot " + verb + " '" + source + "' to '" + target + "': cancelled\n");
    assertThat(source).hasSize(length);
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("target");
  }

  @Test
  void signal_ofSeveral_beginsNoFurtherOne() throws Exception {
    Path small = here.file("small", "text");
    Path first = large("first");
    Path second = large("second");
    Path third = here.file("third", "text");

    Process copy =
        start(
            "move",
            "--sparse=always",
            "--no-trust-holes",
            "-t",
            there.path(),
            small,
            first,
            second,
            third);
    while (!Files.exists(there.path("small")) && copy.isAlive()) {
      Thread.sleep(1);
    }
    awaitTemp(copy);
    String said = end(copy, "TERM");

    assertThat(copy.waitFor()).as(said).isEqualTo(143);
    assertThat(said)
        .isEqualTo(
            "movefile: cannot move '"
                + first
                + "' to '"
                + there.path("first")
                + "': cancelled\nmovefile: cancelled: 2 files were not begun\n");
    assertThat(small).doesNotExist();
    assertThat(first).hasSize(LENGTH);
    assertThat(second).hasSize(LENGTH);
    assertThat(third).hasContent("text");
    assertThat(names()).containsExactly("small");
  }

  @Test
  void signal_withJson_tellsEachFile() throws Exception {
    Path first = large("first");
    Path second = here.file("second", "text");

    Process copy =
        start(
            "copy",
            "--json",
            "--sparse=always",
            "--no-trust-holes",
            "-t",
            there.path(),
            first,
            second);
    awaitTemp(copy);
    String said = end(copy, "INT");
    String json = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(copy.waitFor()).as(said).isEqualTo(130);
    assertThat(said).isEmpty();
    assertThat(json.lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"failure\":\"cancelled\""))
        .allMatch(line -> line.contains("\"state\":\"unchanged\""));
    assertThat(names()).isEmpty();
  }
}
