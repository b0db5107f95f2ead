// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.filecopy.Cancellation;
import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C and SIGTERM end a command with nothing half done: a merge between two files, the copy
 * of a file before it has its name. When the JVM is told to end, the command is told, and the JVM
 * waits until it has; then the exit code is that of the signal, 130 or 143. Closing it ends the
 * waiting.
 */
final class Interruption implements Cancellation, AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "movefile-interruption");
  private volatile boolean isInterrupted;

  private Interruption() {}

  /** From here on. */
  static Interruption begin() {
    Interruption interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) {
      interruption.isInterrupted = true; // the JVM ends already, and waits for nobody new
    }
    return interruption;
  }

  private void interrupted() {
    isInterrupted = true;
    boolean waiting = true;
    while (waiting) {
      try {
        ended.await();
        waiting = false;
      } catch (InterruptedException e) {
        // a file is half copied, perhaps: nobody ends this thread before the command has ended
      }
    }
  }

  @Override
  public boolean isCancelled() {
    return isInterrupted;
  }

  /** To be called when the last word is said. */
  @Override
  public void close() {
    ended.countDown();
    if (!isInterrupted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // it runs by now, and waits no more
      }
    }
  }
}
