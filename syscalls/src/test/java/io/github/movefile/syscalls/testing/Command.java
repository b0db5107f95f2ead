// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A program to run to its end, with its output as bytes. Its standard input is empty. */
public final class Command {
  private final List<String> words;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable Path directory;

  private Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  /**
   * A program with arguments.
   *
   * @param words the program, found by {@code PATH}, and its arguments
   * @return the command, not yet run
   */
  public static Command of(String... words) {
    return of(List.of(words));
  }

  /**
   * A program with arguments.
   *
   * @param words the program, found by {@code PATH}, and its arguments
   * @return the command, not yet run
   */
  public static Command of(List<String> words) {
    return new Command(words);
  }

  /**
   * Sets a variable of the environment; the others are inherited.
   *
   * @param name of the variable
   * @param value its text
   * @return this
   */
  public Command env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Sets the working directory.
   *
   * @param chosen an existing directory
   * @return this
   */
  public Command in(Path chosen) {
    this.directory = chosen;
    return this;
  }

  /**
   * The program with its arguments.
   *
   * @return as they were given
   */
  public List<String> words() {
    return words;
  }

  /**
   * Runs the program.
   *
   * @return what it said
   * @throws AssertionError if it can't be started
   */
  public CommandResult run() {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<byte[]> errors =
          CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
      byte[] output = readAll(process.getInputStream());
      return new CommandResult(words, process.waitFor(), output, errors.join());
    } catch (IOException e) {
      throw new AssertionError("can't run " + words, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + words, e);
    }
  }

  private static byte[] readAll(InputStream in) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (in) {
      in.transferTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
