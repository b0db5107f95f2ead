// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleStatisticsTest {
  @Test
  void oddNumber_medianIsTheMiddle() {
    assertThat(SampleStatistics.of(9, 1, 5, 3, 7)).isEqualTo(new SampleStatistics(5, 3, 7, 5));
  }

  @Test
  void evenNumber_isInterpolated() {
    assertThat(SampleStatistics.of(4, 1, 3, 2)).isEqualTo(new SampleStatistics(2.5, 1.75, 3.25, 4));
  }

  @Test
  void one_isAllThereIs() {
    assertThat(SampleStatistics.of(2)).isEqualTo(new SampleStatistics(2, 2, 2, 1));
  }

  @Test
  void none_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SampleStatistics.of(List.of()));
  }

  @Test
  void ratio_isOfTheMedians() {
    double ratio = SampleStatistics.of(6, 1, 100).ratioTo(SampleStatistics.of(2, 1, 50));

    assertThat(ratio).isCloseTo(3.0, within(1e-12));
  }
}
