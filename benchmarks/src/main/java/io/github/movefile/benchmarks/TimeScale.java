// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.Locale;

/** The unit in which the times of one workload are told, so that the shortest has some digits. */
enum TimeScale {
  S("s", 1, 3, 0.01),
  MS("ms", 1e3, 2, 0.01),
  MICROS("µs", 1e6, 2, 10),
  NS("ns", 1e9, 0, 0);

  private final String unit;
  private final double perSecond;
  private final int digits;

  /** A median shorter than this number of units wants the next smaller one. */
  private final double least;

  TimeScale(String unit, double perSecond, int digits, double least) {
    this.unit = unit;
    this.perSecond = perSecond;
    this.digits = digits;
    this.least = least;
  }

  /** Goes by the shortest median. */
  static TimeScale of(Comparison comparison) {
    double shortest =
        comparison.rows().stream()
            .flatMap(row -> row.times().stream())
            .mapToDouble(SampleStatistics::median)
            .min()
            .orElse(1);
    for (TimeScale scale : values()) {
      if (scale.of(shortest) >= scale.least) {
        return scale;
      }
    }
    return NS;
  }

  String unit() {
    return unit;
  }

  double of(double seconds) {
    return seconds * perSecond;
  }

  String text(double seconds) {
    return String.format(Locale.ROOT, "%." + digits + "f", of(seconds));
  }
}
