// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals end a merge between two files, with their exit codes; the same command goes on. */
class InterruptionIT {
  private static final int FILES = 20_000;
  private static final Path COMMAND = Path.of("../bin/movefile").toAbsolutePath().normalize();

  @AutoClose private final TempTree image = TempTree.create();
  @AutoClose private final TempTree root = TempTree.onOtherFileSystem();

  private static long files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signal_endsBetweenTwoFiles(String signal, int status) throws Exception {
    Path from = image.directory("image");
    Path to = root.directory("root");
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(from.resolve("d" + i / 100));
      Files.writeString(directory.resolve("f" + i), "contents of file " + i);
    }
    Process merge = start(from, to);
    // Not before something is merged, and long before all is.
    while (!Files.exists(to.resolve("d2")) && merge.isAlive()) {
      Thread.sleep(1);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(merge.pid())).start().waitFor();
    String said = new String(merge.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(merge.waitFor()).as(said).isEqualTo(status);
    assertThat(said).contains("cancelled").contains("merged and stay");
    long merged = files(to);
    assertThat(merged).isBetween(1L, FILES - 1L);
    assertThat(merged + files(from)).isEqualTo(FILES);
    assertThat(start(from, to).waitFor()).isZero();
    assertThat(files(to)).isEqualTo(FILES);
    assertThat(files(from)).isZero();
    List<String> odd = new ArrayList<>();
    try (Stream<Path> all = Files.walk(to)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!Files.readString(file).equals("contents of file " + name.substring(1))) {
          odd.add(name);
        }
      }
    }
    assertThat(odd).isEmpty();
  }

  private static Process start(Path from, Path to) throws IOException {
    // A shell lets what it runs in the background ignore SIGINT, and so would all below it.
    return new ProcessBuilder(
            "env",
            "--default-signal",
            COMMAND.toString(),
            "merge",
            "--workers=2",
            from.toString(),
            to.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
