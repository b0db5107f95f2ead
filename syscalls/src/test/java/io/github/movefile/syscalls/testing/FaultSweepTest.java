// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class FaultSweepTest {
  private final List<Outcome> outcomes = new ArrayList<>();
  private int made;
  private int closed;

  /** Looks twice, makes a directory; each scenario counts that it was made and closed. */
  private final class TwoLooksAndADirectory implements Scenario {
    private final TempTree temp = TempTree.create();
    private final Consumer<Outcome> check;

    TwoLooksAndADirectory(Consumer<Outcome> check) {
      this.check = check;
      made++;
    }

    @Override
    public void run(Syscalls syscalls) throws ErrnoException {
      syscalls.paths().statx(Fd.CWD, RawPath.DOT, AtFlags.NONE);
      syscalls.paths().mkdirat(Fd.CWD, temp.raw("d"), 0700);
      syscalls.paths().statx(Fd.CWD, RawPath.DOT, AtFlags.NONE);
    }

    @Override
    public void check(Outcome outcome) {
      outcomes.add(outcome);
      check.accept(outcome);
    }

    @Override
    public void close() {
      closed++;
      temp.close();
    }
  }

  private FaultSweep sweep(Consumer<Outcome> check) {
    return FaultSweep.over(() -> new TwoLooksAndADirectory(check));
  }

  @AfterEach
  void everyScenario_wasClosed() {
    System.clearProperty(FaultSweep.ONLY);
    assertThat(closed).isEqualTo(made);
  }

  @Test
  void cases_areEveryUseOfEveryCallInAFixedOrder() throws Exception {
    assertThat(sweep(outcome -> {}).errnos(Errno.EIO, Errno.EINTR).faults())
        .extracting(Fault::toString)
        .containsExactly(
            "mkdirat#1 EIO ONCE",
            "mkdirat#1 EIO FOR_GOOD",
            "mkdirat#1 EINTR ONCE",
            "statx#1 EIO ONCE",
            "statx#1 EIO FOR_GOOD",
            "statx#1 EINTR ONCE",
            "statx#2 EIO ONCE",
            "statx#2 EIO FOR_GOOD",
            "statx#2 EINTR ONCE");
  }

  @Test
  void calls_canBeChosenAndLeftOut() throws Exception {
    assertThat(sweep(o -> {}).errnos(Errno.EIO).calls("mkdirat").faults()).hasSize(2);
    assertThat(sweep(o -> {}).errnos(Errno.EIO).without("mkdirat").faults()).hasSize(4);
  }

  @Test
  void firstRun_hasNoFault_andEachCaseHasIts() throws Exception {
    assertThat(sweep(outcome -> {}).errnos(Errno.EIO).runAll()).isEqualTo(6);
    assertThat(outcomes).hasSize(7);
    assertThat(outcomes.get(0).fault()).isNull();
    assertThat(outcomes.get(0).succeeded()).isTrue();
    for (Outcome outcome : outcomes.subList(1, 7)) {
      assertThat(outcome.fault()).isNotNull();
      assertThat(outcome.failure()).isInstanceOf(ErrnoException.class);
    }
  }

  @Test
  void failingCases_areAllNamed() {
    Consumer<Outcome> check =
        outcome -> {
          if (!outcome.succeeded() && outcome.fault().nth() == 2) {
            throw new AssertionError("bad state");
          }
        };
    assertThatThrownBy(() -> sweep(check).errnos(Errno.EIO).runAll())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 of 6 cases failed")
        .hasMessageContaining("statx#2 EIO ONCE, statx#2 EIO FOR_GOOD")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
  }

  @Test
  void oneCase_canBeRunAgain() throws Exception {
    System.setProperty(FaultSweep.ONLY, "statx#2 EIO ONCE");
    assertThat(sweep(outcome -> {}).errnos(Errno.EIO).runAll()).isEqualTo(1);
    assertThat(outcomes.get(1).fault()).isEqualTo(Fault.once("statx", 2, Errno.EIO));
  }

  @Test
  void dynamicTests_areNamedByTheirFault() throws Exception {
    List<DynamicTest> tests = sweep(outcome -> {}).errnos(Errno.EIO).tests().toList();
    assertThat(tests).hasSize(6);
    assertThat(tests.get(0).getDisplayName()).isEqualTo("mkdirat#1 EIO ONCE");
  }

  @Test
  void scenarioThatFailsWithoutAFault_failsAtOnce() {
    Consumer<Outcome> check =
        outcome -> {
          throw new AssertionError("always");
        };
    assertThatThrownBy(() -> sweep(check).runAll()).hasMessage("always");
    assertThat(made).isEqualTo(1);
  }

  @Test
  void faultThatNeverHappens_failsItsCase() {
    // Later runs make one call less than the first one promised.
    FaultSweep sweep =
        FaultSweep.over(
            () ->
                new Scenario() {
                  private final boolean first = made++ == 0;

                  @Override
                  public void run(Syscalls syscalls) throws ErrnoException {
                    for (int i = first ? 0 : 1; i < 2; i++) {
                      syscalls.paths().statx(Fd.CWD, RawPath.DOT, AtFlags.NONE);
                    }
                  }

                  @Override
                  public void check(Outcome outcome) {}

                  @Override
                  public void close() {
                    closed++;
                  }
                });
    assertThatThrownBy(() -> sweep.errnos(Errno.EIO).runAll())
        .hasMessageContaining("statx#2 EIO ONCE")
        .hasMessageNotContainingAny("statx#1");
  }

  @Test
  void scenarioWithoutCalls_isNoSweep() {
    assertThatThrownBy(() -> sweep(outcome -> {}).calls("fsync").runAll())
        .hasMessageStartingWith("nothing to fault");
  }
}
