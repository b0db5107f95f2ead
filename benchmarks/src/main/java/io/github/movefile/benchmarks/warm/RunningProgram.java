// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.warm;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process with a {@link WorkLoop} in it. */
public final class RunningProgram implements AutoCloseable {
  private static final long PATIENCE_S = 10;

  private final Process process;
  private final Requests requests;

  /**
   * Takes a process over.
   *
   * @param process just started; its standard input and output are pipes
   */
  public RunningProgram(Process process) {
    this.process = process;
    this.requests = new Requests(process.outputWriter(), process.inputReader());
  }

  /**
   * Has the work done once.
   *
   * @return how long it took there
   * @throws IOException if the work failed, with its reason, or the program has ended
   */
  public Timing run() throws IOException {
    return requests.run();
  }

  /**
   * Ends the program: its input ends, and it gets some seconds.
   *
   * @throws IOException if its input can't be closed
   */
  @Override
  public void close() throws IOException {
    try {
      process.outputWriter().close();
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } finally {
      process.inputReader().close();
    }
  }
}
