// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By clocks of its own. */
class IdlenessTest {
  private static final int PROCESSORS = 2;

  private long now = 1_000_000_000;
  private long cpu = 500_000;

  private Idleness idleness() {
    return new Idleness(() -> now, () -> cpu, PROCESSORS);
  }

  private void pass(long nanos, double busyProcessors) {
    now += nanos;
    cpu += (long) (nanos * busyProcessors);
  }

  @Test
  void isFound_whileHalfOfTheProcessorsWork() {
    Idleness idleness = idleness();
    pass(Idleness.PERIOD_NANOS, 1);
    assertThat(idleness.isFound(2)).isTrue();
    assertThat(idleness.isFound(2)).as("only once a period").isFalse();
    pass(Idleness.PERIOD_NANOS, 1);
    assertThat(idleness.isFound(8)).isTrue();
  }

  @Test
  void isNotFound_whileAllWork() {
    Idleness idleness = idleness();
    pass(Idleness.PERIOD_NANOS, 1.6);
    assertThat(idleness.isFound(2)).isFalse();
    pass(Idleness.PERIOD_NANOS, 1.6);
    assertThat(idleness.isFound(8)).isFalse();
  }

  @Test
  void oneThread_canKeepNoMoreThanOneBusy() {
    Idleness idleness = idleness();
    pass(Idleness.PERIOD_NANOS, 0.9);
    assertThat(idleness.isFound(1)).isFalse();
    pass(Idleness.PERIOD_NANOS, 0.5);
    assertThat(idleness.isFound(1)).isTrue();
  }

  @Test
  void periodThatIsNotOver_tellsNothing() {
    Idleness idleness = idleness();
    pass(Idleness.PERIOD_NANOS - 1, 0);
    assertThat(idleness.isFound(2)).isFalse();
    pass(1, 0);
    assertThat(idleness.isFound(2)).isTrue();
  }

  @Test
  void unknownTime_isNoIdleness() {
    cpu = -1;
    Idleness idleness = idleness();
    now += Idleness.PERIOD_NANOS;
    assertThat(idleness.isFound(2)).isFalse();
  }
}
