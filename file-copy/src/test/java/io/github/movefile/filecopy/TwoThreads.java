// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes what two threads of one copy do happen in a known order. */
final class TwoThreads {
  /** One processor has no helper. */
  static final boolean EXPECTED = Runtime.getRuntime().availableProcessors() > 1;

  private static final int SECONDS = 30;

  private TwoThreads() {}

  /** Holds up the first thread that reads until another one does so, too. */
  static void bothRead(FaultInjectingSyscalls faulty) {
    if (!EXPECTED) {
      return;
    }
    CountDownLatch second = new CountDownLatch(1);
    faulty.onCall("pread", 1, () -> await(second));
    faulty.onCall("pread", 2, second::countDown);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).as("there is a helper").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The caller waits for its helper in the end; the helper is gone then. */
  static void awaitEndOfOther(Thread caller) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    boolean isCaller = Thread.currentThread().equals(caller);
    while (isCaller ? isHelping() : caller.getState() != Thread.State.WAITING) {
      assertThat(System.nanoTime()).isLessThan(giveUp);
      Thread.onSpinWait();
    }
  }

  static boolean isHelping() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("movefile-copy"));
  }
}
