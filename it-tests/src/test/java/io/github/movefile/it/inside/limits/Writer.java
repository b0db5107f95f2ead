// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.it.inside.limits.Scribble.Habit;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A thread that scribbles until it is closed. */
final class Writer implements AutoCloseable {
  private static final int LONGEST_PAUSE = 2_000_000;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicInteger steps = new AtomicInteger();
  private final Future<?> running;
  private final Scribble scribble;
  private volatile boolean over;

  private Writer(Scribble scribble, Habit habit, Runnable pause) {
    this.scribble = scribble;
    this.running =
        thread.submit(
            () -> {
              while (!over) {
                scribble.next(habit);
                steps.incrementAndGet();
                pause.run();
              }
              return null;
            });
  }

  /** Without a pause. */
  static Writer start(Scribble scribble, Habit habit) {
    return new Writer(scribble, habit, () -> {});
  }

  /** With pauses of up to 2 ms, in which a move may succeed. */
  static Writer startPausing(Scribble scribble, Habit habit, long seed) {
    Random random = new Random(seed);
    return new Writer(
        scribble, habit, () -> LockSupport.parkNanos(1 + random.nextInt(LONGEST_PAUSE)));
  }

  /** Returns once a step was taken that had not begun before, and the time of the file tells so. */
  void awaitNextStep() throws IOException {
    int now = steps.get();
    Timespec time = scribble.time();
    while (!running.isDone() && (steps.get() < now + 2 || scribble.time().equals(time))) {
      Thread.onSpinWait();
    }
  }

  /** Ends it, and tells if it failed. */
  @Override
  public void close() throws IOException {
    over = true;
    try {
      running.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the writer failed", e);
    } finally {
      thread.shutdownNow();
    }
  }
}
