// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of work by several threads. */
class BatchesTest {
  private static final int PIECES = 200;

  private final AtomicInteger done = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private void piece() {
    threads.add(Thread.currentThread());
    done.incrementAndGet();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void all_areDone(int count) throws IOException {
    try (Batches batches = new Batches(count)) {
      for (int i = 0; i < PIECES; i++) {
        batches.submit(this::piece);
      }
      batches.finish();
    }
    assertThat(done).hasValue(PIECES);
    assertThat(threads).hasSizeLessThanOrEqualTo(count);
  }

  @Test
  void others_workBesideTheCaller() throws IOException {
    CountDownLatch met = new CountDownLatch(3);
    try (Batches batches = new Batches(4)) {
      for (int i = 0; i < 3; i++) {
        batches.submit(
            () -> {
              met.countDown();
              try {
                met.await(); // each waits for the other two
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              piece();
            });
      }
      batches.finish();
    }
    assertThat(threads).hasSize(3).doesNotContain(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void failure_isThrown_andNoMoreIsBegun(int count) {
    IOException failure = new IOException("it failed");
    assertThatThrownBy(
            () -> {
              try (Batches batches = new Batches(count)) {
                for (int i = 0; i < PIECES; i++) {
                  batches.submit(
                      () -> {
                        piece();
                        throw failure;
                      });
                }
                batches.finish();
              }
            })
        .isSameAs(failure);
    assertThat(done).hasValueLessThanOrEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void error_reachesTheCaller(int count) {
    assertThatThrownBy(
            () -> {
              try (Batches batches = new Batches(count)) {
                batches.submit(
                    () -> {
                      throw new AssertionError("it is wrong");
                    });
                batches.finish();
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void interruption_isKept_andAllIsDone() throws IOException {
    try (Batches batches = new Batches(2)) {
      for (int i = 0; i < PIECES; i++) {
        batches.submit(this::piece);
      }
      Thread.currentThread().interrupt();
      batches.finish();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(done).hasValue(PIECES);
  }
}
