// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.Locale;

/** The unit in which the times of one workload are told, so that the shortest has some digits. */
enum TimeScale {
  S("s", 1, 3),
  MS("ms", 1e3, 2),
  MICROS("µs", 1e6, 2),
  NS("ns", 1e9, 0);

  /** A median shorter than this number of units wants the next smaller one. */
  private static final double LEAST = 0.01;

  private final String unit;
  private final double perSecond;
  private final int digits;

  TimeScale(String unit, double perSecond, int digits) {
    this.unit = unit;
    this.perSecond = perSecond;
    this.digits = digits;
  }

  /** Goes by the shortest median. */
  static TimeScale of(Comparison comparison) {
    double shortest =
        comparison.rows().stream().mapToDouble(row -> row.times().median()).min().orElse(1);
    for (TimeScale scale : values()) {
      if (scale.of(shortest) >= LEAST) {
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
