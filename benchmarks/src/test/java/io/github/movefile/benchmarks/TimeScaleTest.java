// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeScaleTest {
  @ParameterizedTest
  @CsvSource({
    "12.3456, s, 12.346",
    "0.0123456, s, 0.012",
    "0.0099, ms, 9.90",
    "0.000123456, ms, 0.12",
    "0.0000099, ns, 9900",
  })
  void shortestMedian_tellsTheUnit(double shortest, String unit, String text) {
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.today("W", "long", 1, 100, Map.of(), List.of()));
    samples.add(Sample.today("W", "short", 1, shortest, Map.of(), List.of()));

    TimeScale scale = TimeScale.of(Comparison.of(samples).get(0));

    assertThat(scale.unit()).isEqualTo(unit);
    assertThat(scale.text(shortest)).isEqualTo(text);
  }
}
