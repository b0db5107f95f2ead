// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another JVM with the class path of this one, for what a process has once: its locale, its user,
 * its native library.
 */
public final class JavaProcess {
  /**
   * Options of a JVM that ends soon: one compiler, one thread that collects, and the archive of
   * classes where it was made for.
   */
  public static final List<String> SHORT_RUN =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0");

  private final String mainClass;
  private final List<String> arguments;
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path directory = Path.of("");
  private String classPath = System.getProperty("java.class.path");

  private JavaProcess(String mainClass, List<String> arguments) {
    this.mainClass = mainClass;
    this.arguments = List.copyOf(arguments);
  }

  /**
   * A JVM to run a class.
   *
   * @param mainClass has a {@code main} method
   * @param arguments for it
   * @return the process, not yet started
   */
  public static JavaProcess of(Class<?> mainClass, String... arguments) {
    return new JavaProcess(mainClass.getName(), List.of(arguments));
  }

  /**
   * Starts the JVM through another program.
   *
   * @param words such as {@code strace -f}; the command of the JVM is appended
   * @return this
   */
  public JavaProcess through(String... words) {
    wrapper.addAll(List.of(words));
    return this;
  }

  /**
   * Adds options of the JVM.
   *
   * @param more such as {@code -Dname=value}
   * @return this
   */
  public JavaProcess options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /**
   * Sets a variable of the environment; the others are inherited.
   *
   * @param name of the variable
   * @param value its text
   * @return this
   */
  public JavaProcess env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Sets the working directory.
   *
   * @param chosen an existing directory
   * @return this
   */
  public JavaProcess in(Path chosen) {
    this.directory = chosen;
    return this;
  }

  JavaProcess classPath(String chosen) {
    this.classPath = chosen;
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @return what it said
   */
  public CommandResult run() {
    Command command = Command.of(words());
    environment.forEach(command::env);
    command.in(directory.toAbsolutePath());
    return command.run();
  }

  /** Starts it, with its standard error to that of this JVM. */
  Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(words())
            .directory(directory.toAbsolutePath().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("can't run " + builder.command(), e);
    }
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(wrapper);
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(SHORT_RUN);
    words.add("--enable-native-access=ALL-UNNAMED");
    for (String property : List.of(TempTree.BASE, TempTree.OTHER_BASE)) {
      if (System.getProperty(property) != null) {
        words.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(arguments);
    return words;
  }
}
