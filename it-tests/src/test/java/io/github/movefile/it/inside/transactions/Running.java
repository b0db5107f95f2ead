// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.syscalls.testing.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A {@link TransactionProgram} that runs while others look on. */
final class Running implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private Running(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts it; it has not begun to change anything. */
  static Running start(List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Running running = new Running(process);
    String line = running.output.readLine();
    if (!TransactionProgram.READY.equals(line)) {
      running.kill();
      throw new AssertionError("not ready: " + line);
    }
    return running;
  }

  /** Lets it go on to its end, and tells how many ns that took. */
  static long measure(List<String> words) throws IOException {
    try (Running running = start(words)) {
      long begin = System.nanoTime();
      running.go();
      String line = running.output.readLine();
      if (!TransactionProgram.DONE.equals(line)) {
        throw new AssertionError("not done: " + line);
      }
      return System.nanoTime() - begin;
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its end, and returns its exit status. */
  int end() throws IOException {
    return end(process);
  }

  static int end(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Lets so many ns go by. */
  static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Whether it has said so. */
  boolean isDone() throws IOException {
    return output.ready();
  }

  /** It begins no system call any more; one that it is in goes on. */
  void stop() {
    Command.of("kill", "-STOP", Long.toString(process.pid())).run();
  }

  void kill() throws IOException {
    process.destroyForcibly();
    end();
  }

  @Override
  public void close() throws IOException {
    kill();
    output.close();
  }
}
