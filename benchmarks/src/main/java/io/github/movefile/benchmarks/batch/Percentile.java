// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.batch;

import java.util.Arrays;

/** Percentiles by nearest rank: always one of the values. */
final class Percentile {
  private Percentile() {}

  /**
   * The least value that so many percent don't exceed.
   *
   * @param values at least one, in any order
   * @param percent 1–100
   */
  static long of(long[] values, int percent) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
