// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.warm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a piece of work took.
 *
 * @param nanos by {@link System#nanoTime()} in the program that did it
 * @param figures what else it measured, by names that tell the unit
 */
public record Timing(long nanos, Map<String, Double> figures) {
  /** Keeps the order of the figures. */
  public Timing {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /**
   * One without further figures.
   *
   * @param nanos how long
   * @return it
   */
  public static Timing of(long nanos) {
    return new Timing(nanos, Map.of());
  }
}
