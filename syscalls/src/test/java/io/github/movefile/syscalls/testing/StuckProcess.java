// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/** A JVM that stops where its program calls {@link #waitForInput}, until it is told to go on. */
public final class StuckProcess implements AutoCloseable {
  private static final String STUCK = "stuck";

  private final Process process;
  private final BufferedReader output;

  private StuckProcess(Process process) {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Starts it, and returns once it is stuck.
   *
   * @param mainClass has a {@code main} method
   * @param arguments for it
   * @return to be closed, which ends it
   */
  public static StuckProcess start(Class<?> mainClass, String... arguments) {
    StuckProcess started = new StuckProcess(JavaProcess.of(mainClass, arguments).start());
    try {
      if (!STUCK.equals(started.output.readLine())) {
        started.close();
        throw new AssertionError("the other process didn't come to its point");
      }
      return started;
    } catch (IOException e) {
      started.close();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the process by SIGKILL, and returns once it is gone.
   *
   * @throws InterruptedException if this thread is
   */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Lets it go on to its end.
   *
   * @return what it said
   * @throws IOException if that can't be read
   */
  public String finish() throws IOException {
    process.getOutputStream().close();
    return output.readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** For the program itself: it is stuck here. */
  public static void waitForInput() {
    System.out.println(STUCK);
    try {
      int end = System.in.read();
      if (end != -1) {
        throw new AssertionError("nothing was to be said");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
