// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.warm;

/** What a running program does for each request. */
@FunctionalInterface
public interface Work {
  /**
   * Does it once.
   *
   * @return how long it took
   * @throws Exception if it fails
   */
  Timing run() throws Exception;

  /** A part of it that is timed. */
  @FunctionalInterface
  interface Timed {
    /**
     * Does it.
     *
     * @throws Exception if it fails
     */
    void run() throws Exception;
  }

  /**
   * Work that is timed from its begin to its end.
   *
   * @param timed all of it
   * @return it, with a clock
   */
  static Work timed(Timed timed) {
    return () -> Timing.of(nanos(timed));
  }

  /**
   * Does something once.
   *
   * @param timed what
   * @return how long it took, in ns
   * @throws Exception if it fails
   */
  static long nanos(Timed timed) throws Exception {
    long begin = System.nanoTime();
    timed.run();
    return System.nanoTime() - begin;
  }
}
