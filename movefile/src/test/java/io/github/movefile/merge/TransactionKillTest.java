// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls.Killed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A transaction is killed at each of its system calls, and so is the recovery: in the end the root
 * is exactly what it was, with a complete image, or exactly what an undisturbed merge makes of it.
 */
class TransactionKillTest {
  /** One in so many calls, or each of them. */
  private static final int STEP = Boolean.getBoolean("movefile.full") ? 1 : 11;

  static Stream<Arguments> settings() {
    return Layout.all().stream()
        .flatMap(
            layout ->
                Stream.of(ExistingDirectories.values())
                    .map(directories -> Arguments.of(layout, directories)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void killedAnywhere_isOldOrNew(Layout layout, ExistingDirectories directories) throws Exception {
    Sweep sweep = new Sweep(layout, directories, Durability.NONE);
    int calls = sweep.callsOfAll();
    for (int last = calls % STEP; last < calls; last += STEP) {
      sweep.killAt(last);
    }
    System.out.println("TransactionKillTest: " + layout + ", " + directories + ": " + sweep);
    assertThat(sweep.failures()).isEmpty();
    assertThat(sweep.outcomes().get(RecoveryOutcome.ROLLED_BACK)).isGreaterThan(150 / STEP);
    assertThat(sweep.outcomes().get(RecoveryOutcome.COMPLETED)).isGreaterThan(50 / STEP);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void recoveryKilledAnywhere_isOldOrNew(Layout layout, ExistingDirectories directories)
      throws Exception {
    Sweep sweep = new Sweep(layout, directories, Durability.NONE);
    int calls = sweep.callsOfAll();
    int step = Math.max(1, calls * STEP / 60);
    for (int last = step; last < calls; last += step) {
      int again = last % STEP;
      while (sweep.killRecoveryAt(last, again)) {
        again += STEP;
      }
    }
    System.out.println("TransactionKillTest: " + layout + ", " + directories + ", again: " + sweep);
    assertThat(sweep.failures()).isEmpty();
  }

  /** Where two files can't be exchanged, the old one gets a second name meanwhile. */
  @OnEveryLayout
  void killedWithoutExchange_isOldOrNew(Layout layout) throws Exception {
    Sweep sweep =
        new Sweep(
            layout,
            ExistingDirectories.KEEP,
            Durability.NONE,
            ChangedPathCalls::withoutRenameFlags);
    int calls = sweep.callsOfAll();
    for (int last = calls % STEP; last < calls; last += STEP) {
      sweep.killAt(last);
    }
    System.out.println("TransactionKillTest: " + layout + ", without exchange: " + sweep);
    assertThat(sweep.failures()).isEmpty();
    assertThat(sweep.outcomes().get(RecoveryOutcome.COMPLETED)).isGreaterThan(50 / STEP);
  }

  /** All runs of one setting, and what went wrong. */
  private static final class Sweep {
    private final Layout layout;
    private final MergeOptions options;
    private final Syscalls system;
    private final TreeRecord wanted;
    private final int calls;
    private final List<String> failures = new ArrayList<>();
    private final Map<RecoveryOutcome, Integer> outcomes = new EnumMap<>(RecoveryOutcome.class);

    Sweep(Layout layout, ExistingDirectories directories, Durability durability) throws Exception {
      this(layout, directories, durability, UnaryOperator.identity());
    }

    Sweep(
        Layout layout,
        ExistingDirectories directories,
        Durability durability,
        UnaryOperator<Syscalls> change)
        throws Exception {
      this.system = change.apply(Syscalls.system());
      this.layout = layout;
      this.options = TransactionScene.options(directories, durability).build();
      try (TransactionScene scene = new TransactionScene(layout);
          KillingSyscalls counting = new KillingSyscalls(system, Integer.MAX_VALUE)) {
        scene.merge(counting.syscalls(), options);
        wanted = scene.rootNow();
        calls = counting.count();
      }
    }

    int callsOfAll() {
      return calls;
    }

    @Override
    public String toString() {
      return outcomes + " of " + calls + " calls";
    }

    List<String> failures() {
      return failures;
    }

    Map<RecoveryOutcome, Integer> outcomes() {
      return outcomes;
    }

    void killAt(int last) throws Exception {
      try (TransactionScene scene = new TransactionScene(layout)) {
        kill(scene, last);
        check(scene, scene.recover(system), "killed after call " + last);
      }
    }

    /** False if the recovery made fewer calls. */
    boolean killRecoveryAt(int last, int again) throws Exception {
      try (TransactionScene scene = new TransactionScene(layout)) {
        kill(scene, last);
        boolean wasKilled = false;
        try (KillingSyscalls killing = new KillingSyscalls(system, again)) {
          scene.recover(killing.syscalls());
        } catch (Killed e) {
          wasKilled = true;
        }
        if (wasKilled) {
          RecoveryReport report = scene.recover(system);
          check(scene, report, "killed after call " + last + ", recovery after " + again);
        }
        return wasKilled;
      }
    }

    private void kill(TransactionScene scene, int last) throws Exception {
      try (KillingSyscalls killing = new KillingSyscalls(system, last)) {
        scene.merge(killing.syscalls(), options);
        throw new AssertionError("not killed after " + last);
      } catch (Killed e) {
        assertThat(e).hasMessageStartingWith("killed at ");
      } catch (MoveException e) {
        throw new AssertionError("failed after " + last, e);
      }
    }

    private void check(TransactionScene scene, RecoveryReport report, String what)
        throws Exception {
      outcomes.merge(report.outcome(), 1, Integer::sum);
      List<String> toOld = scene.differencesToOld();
      List<String> toNew = scene.differencesToNew(wanted);
      boolean isRight =
          switch (report.outcome()) {
            case ROLLED_BACK -> toOld.isEmpty();
            case COMPLETED -> toNew.isEmpty();
            case NOTHING_TO_DO -> toOld.isEmpty() || toNew.isEmpty();
          };
      if (!isRight) {
        failures.add(what + ": " + report.outcome() + ", to old " + toOld + ", to new " + toNew);
      }
    }
  }
}
