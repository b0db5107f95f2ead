// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java example of the README compiles as it stands there, and does what it says. */
class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path scratch;
  private Path classes;

  @BeforeEach
  void compileTheExample() throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
    assertThat(example.find()).as("a Java example in README.md").isTrue();
    Path source = scratch.resolve("Install.java");
    Files.writeString(source, example.group(1));
    classes = Files.createDirectory(scratch.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString());
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var unit = files.getJavaFileObjects(source);
      assertThat(compiler.getTask(messages, files, null, options, null, unit).call())
          .as(messages.toString())
          .isTrue();
    }
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
            "SOURCE_MISSING at LOOK: statx: ENOENT (No such file or directory); left: UNCHANGED\n");
  }

  private String run(Path from, Path to) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                classes + ":" + System.getProperty("java.class.path"),
                "Install",
                from.toString(),
                to.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    assertThat(process.waitFor()).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
