// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java example of the README compiles as it stands there, and does what it says. */
class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path scratch;
  private CompiledSource install;

  @BeforeEach
  void compileTheExample() throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
    assertThat(example.find()).as("a Java example in README.md").isTrue();
    Path source = scratch.resolve("Install.java");
    Files.writeString(source, example.group(1));
    install = CompiledSource.of(source, scratch.resolve("classes"));
  }

  @Test
  void example_movesAFile() throws Exception {
    Path from = Files.writeString(scratch.resolve("from"), "contents");
    Path to = scratch.resolve("to");

    String said = run(from, to);

    assertThat(to).hasContent("contents");
    assertThat(from).doesNotExist();
    assertThat(said).startsWith("RENAMED, mtime ");
  }

  @Test
  void example_tellsWhyItFailed() throws Exception {
    String said = run(scratch.resolve("missing"), scratch.resolve("to"));

    assertThat(said)
        .isEqualTo(
            "SOURCE_MISSING at LOOK: statx: ENOENT (No such file or directory); left: UNCHANGED");
  }

  private String run(Path from, Path to) {
    return install.run(Map.of(), from.toString(), to.toString());
  }
}
