// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A class of the documentation, compiled against the modules as a user would. */
final class CompiledSource {
  private final String main;
  private final Path classes;

  private CompiledSource(String main, Path classes) {
    this.main = main;
    this.classes = classes;
  }

  /** Compiles a file into a directory; its name is the class's. */
  static CompiledSource of(Path source, Path classes) throws IOException {
    Files.createDirectories(classes);
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
    String name = source.getFileName().toString();
    return new CompiledSource(name.substring(0, name.indexOf('.')), classes);
  }

  /** Runs it in a JVM of its own, and returns what it has printed; it has to succeed. */
  String run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("env");
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(classes + ":" + System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return Command.of(command.toArray(new String[0])).run().requireSuccess().text();
  }
}
