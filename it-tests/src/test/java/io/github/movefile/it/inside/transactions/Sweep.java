// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DynamicTest;

/** What is done on one file system, as a test whose name tells the figures. */
@FunctionalInterface
interface Sweep {
  /**
   * Does it.
   *
   * @param type of the file system
   * @param extent how much of it
   * @param figures take what becomes of it
   * @throws Exception if it can't be done
   */
  void run(String type, Extent extent, Figures figures) throws Exception;

  /** Does it at once, for the name's sake. */
  static DynamicTest test(String what, String type, Sweep sweep) {
    Extent extent = new Extent(type);
    Figures figures = new Figures();
    long begin = System.nanoTime();
    try {
      sweep.run(type, extent, figures);
    } catch (Exception | AssertionError e) {
      return DynamicTest.dynamicTest(
          what + " on " + type,
          () -> {
            throw new AssertionError(figures + ", seed " + extent.seed(), e);
          });
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    String name =
        String.format(
            Locale.ROOT,
            "%s on %s: %s; seed %d, %.0f s",
            what,
            type,
            figures,
            extent.seed(),
            seconds);
    return DynamicTest.dynamicTest(name, () -> assertThat(figures.failures()).isEmpty());
  }
}
