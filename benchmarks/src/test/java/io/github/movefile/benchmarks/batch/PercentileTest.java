// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentileTest {
  @Test
  void hundredValues_eachIsItsPercentile() {
    long[] values = LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray();

    assertThat(Percentile.of(values, 50)).isEqualTo(50);
    assertThat(Percentile.of(values, 99)).isEqualTo(99);
    assertThat(Percentile.of(values, 100)).isEqualTo(100);
  }

  @Test
  void fewValues_highPercentileIsTheGreatest() {
    assertThat(Percentile.of(new long[] {3, 1, 2}, 99)).isEqualTo(3);
    assertThat(Percentile.of(new long[] {3, 1, 2}, 1)).isEqualTo(1);
  }

  @Test
  void none_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Percentile.of(new long[0], 50));
  }
}
