// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that need nothing of each other, done by a bounded number of threads, of which the
 * caller's is one: it does a piece itself where others are behind. After a failure no piece is
 * begun. For one caller; closing waits for what is under way.
 */
final class Batches implements AutoCloseable {
  /** So many pieces wait for a thread. */
  private static final int MOST_WAITING = 16;

  private final @Nullable ThreadPoolExecutor others;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** A piece of work. */
  interface Work {
    /**
     * Does it.
     *
     * @throws IOException ends all
     */
    void run() throws IOException;
  }

  /**
   * Batches.
   *
   * @param threads how many work, at least 1
   */
  Batches(int threads) {
    this.others =
        threads == 1
            ? null
            : new ThreadPoolExecutor(
                threads - 1,
                threads - 1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Batches::thread,
                new ThreadPoolExecutor.CallerRunsPolicy());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "movefile-batch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does it, or has it done.
   *
   * @throws IOException if this or another one has failed
   */
  void submit(Work work) throws IOException {
    throwFailure();
    if (others == null) {
      work.run();
    } else {
      try {
        others.execute(() -> runUnlessFailed(work));
      } catch (OutOfMemoryError e) {
        runUnlessFailed(work); // there can be no more threads, and it needs none
      }
    }
  }

  private void runUnlessFailed(Work work) {
    if (failure.get() == null) {
      try {
        work.run();
      } catch (Throwable e) { // also an Error of another thread must reach the caller
        failure.accumulateAndGet(e, Throwables::firstOf);
      }
    }
  }

  /**
   * Waits for all.
   *
   * @throws IOException what one of them threw
   */
  void finish() throws IOException {
    close();
    throwFailure();
  }

  private void throwFailure() throws IOException {
    Throwables.rethrow(failure.get());
  }

  /** Waits, whatever interrupts it meanwhile; that is kept. */
  @Override
  public void close() {
    if (others == null) {
      return;
    }
    others.shutdown();
    boolean interrupted = false;
    boolean isDone = false;
    while (!isDone) {
      try {
        isDone = others.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
