// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * What a set of times says.
 *
 * @param median in s
 * @param lowerQuartile in s
 * @param upperQuartile in s
 * @param count how many there are
 */
record SampleStatistics(double median, double lowerQuartile, double upperQuartile, int count) {
  /**
   * Sums up.
   *
   * @param seconds at least one
   * @return with quartiles that are interpolated between neighbours
   */
  static SampleStatistics of(List<Double> seconds) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no times");
    }
    return new SampleStatistics(
        quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
  }

  /** How many times as long as the other. */
  double ratioTo(SampleStatistics other) {
    return median / other.median;
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** As {@link #of(List)}. */
  static SampleStatistics of(double... seconds) {
    return of(Arrays.stream(seconds).boxed().toList());
  }
}
