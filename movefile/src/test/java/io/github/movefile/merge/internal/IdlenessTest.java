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
  private long disk = 1;

  /** The first answer is no: what was read before isn't known. */
  private Idleness idleness() {
    Idleness idleness = new Idleness(() -> now, () -> cpu, () -> disk, PROCESSORS);
    pass(Idleness.PERIOD_NANOS, 0);
    assertThat(idleness.isFound(2)).isFalse();
    disk++;
    return idleness;
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
    disk++;
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
  void whoReadsNothing_waitsForSomethingElse() {
    Idleness idleness = idleness();
    disk--;
    pass(Idleness.PERIOD_NANOS, 1);
    assertThat(idleness.isFound(2)).isFalse();
    disk++;
    pass(Idleness.PERIOD_NANOS, 1);
    assertThat(idleness.isFound(2)).isTrue();
  }

  @Test
  void unknownBytes_areNoIdleness() {
    Idleness idleness = idleness();
    disk = -1;
    pass(Idleness.PERIOD_NANOS, 1);
    assertThat(idleness.isFound(2)).isFalse();
    pass(Idleness.PERIOD_NANOS, 1);
    assertThat(idleness.isFound(2)).isFalse();
  }

  @Test
  void unknownTime_isNoIdleness() {
    Idleness idleness = idleness();
    cpu = -1;
    now += Idleness.PERIOD_NANOS;
    assertThat(idleness.isFound(2)).isFalse();
    now += Idleness.PERIOD_NANOS;
    assertThat(idleness.isFound(2)).isFalse();
  }
}
