// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times exact to the ns. */
class TimespecTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0, 1",
    "-1, -1, 999999999",
    "-1000000000, -1, 0",
    "-1000000001, -2, 999999999",
    "4102444800000000001, 4102444800, 1",
    "9223372036854775807, 9223372036, 854775807",
    "-9223372036854775808, -9223372037, 145224192"
  })
  void nanos_thereAndBack(long nanos, long seconds, int rest) {
    Timespec time = new Timespec(seconds, rest);
    assertThat(Timespec.ofNanos(nanos)).isEqualTo(time);
    assertThat(time.toNanos()).isEqualTo(nanos);
    assertThat(Timespec.of(time.toInstant())).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036, 854775808, 9223372036854775807",
    "9223372037, 0, 9223372036854775807",
    "9223372036854775807, 999999999, 9223372036854775807",
    "-9223372037, 145224191, -9223372036854775808",
    "-9223372038, 0, -9223372036854775808",
    "-9223372036854775808, 0, -9223372036854775808"
  })
  void nanosBeyondALong_areSaturated(long seconds, int nanos, long expected) {
    assertThat(new Timespec(seconds, nanos).toNanos()).isEqualTo(expected);
  }

  @Test
  void instant_isTheSameTime() {
    assertThat(new Timespec(-1, 500_000_000).toInstant())
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.5Z"));
    assertThat(new Timespec(4_102_444_800L, 1).toInstant())
        .isEqualTo(Instant.parse("2100-01-01T00:00:00.000000001Z"));
  }

  @Test
  void order_isThatOfTime() {
    Timespec before1970 = new Timespec(-1, 999_999_999);
    Timespec epoch = new Timespec(0, 0);
    Timespec later = new Timespec(0, 1);
    assertThat(before1970).isLessThan(epoch);
    assertThat(epoch).isLessThan(later).isEqualByComparingTo(new Timespec(0, 0));
  }

  @Test
  void text_isAnInstantIfItCanBe() {
    assertThat(new Timespec(1_000_000_000, 5).toText()).isEqualTo("2001-09-09T01:46:40.000000005Z");
    assertThat(new Timespec(Long.MAX_VALUE, 5).toText()).isEqualTo("@9223372036854775807");
  }
}
