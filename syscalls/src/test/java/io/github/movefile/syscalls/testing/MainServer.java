// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM that runs {@code main} methods one after the other, which is ten times as fast as a
 * JVM for each. It ends with its standard input.
 */
final class MainServer implements AutoCloseable {
  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  private MainServer(Process process) {
    this.process = process;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(process.getInputStream());
  }

  /** Starts a JVM whose main class is this one. */
  static MainServer start(JavaProcess of) {
    return new MainServer(of.start());
  }

  /** Runs a main method; the exit code is 1 if it throws. It must not end the JVM. */
  synchronized CommandResult call(Class<?> mainClass, String... arguments) {
    List<String> words = new ArrayList<>(List.of(mainClass.getName()));
    words.addAll(List.of(arguments));
    try {
      requests.writeInt(words.size());
      for (String word : words) {
        writeBytes(requests, word.getBytes(StandardCharsets.UTF_8));
      }
      requests.flush();
      int exitCode = answers.readInt();
      return new CommandResult(words, exitCode, readBytes(answers), readBytes(answers));
    } catch (IOException e) {
      throw new AssertionError("the process is gone: " + process, e);
    }
  }

  /** Ends the process, and waits for that. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    process.onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    while (true) {
      String[] words;
      try {
        words = new String[requests.readInt()];
      } catch (EOFException e) {
        return;
      }
      for (int i = 0; i < words.length; i++) {
        words[i] = new String(readBytes(requests), StandardCharsets.UTF_8);
      }
      answer(words, answers);
    }
  }

  private static void answer(String[] words, DataOutputStream answers) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    int exitCode = run(words);
    answers.writeInt(exitCode);
    writeBytes(answers, output.toByteArray());
    writeBytes(answers, errors.toByteArray());
    answers.flush();
  }

  private static int run(String[] words) {
    String[] arguments = new String[words.length - 1];
    System.arraycopy(words, 1, arguments, 0, arguments.length);
    try {
      Method main = Class.forName(words[0]).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) arguments);
      return 0;
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      return 1;
    } catch (ReflectiveOperationException e) {
      e.printStackTrace();
      return 1;
    }
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
