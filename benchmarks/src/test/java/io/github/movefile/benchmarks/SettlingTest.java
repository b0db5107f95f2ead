// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the machine counts as quiet, by two lines of /proc/stat. */
class SettlingTest {
  private static final long[] BEFORE = Settling.parse("cpu  100 0 50 1000 7 0 0 0 0 0");

  @Test
  void idleProcessors_areQuiet() {
    assertThat(Settling.isQuiet(BEFORE, Settling.parse("cpu  101 0 50 1060 7 0 0 0 0 0"))).isTrue();
  }

  @Test
  void oneOfTwoAtWork_isNot() {
    assertThat(Settling.isQuiet(BEFORE, Settling.parse("cpu  100 0 80 1030 7 0 0 0 0 0")))
        .isFalse();
  }

  @Test
  void waitingForADisk_isNotIdle() {
    assertThat(Settling.isQuiet(BEFORE, Settling.parse("cpu  100 0 50 1030 37 0 0 0 0 0")))
        .isFalse();
  }
}
