// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault.Span;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every system call of a transaction fails in every way: what it has done is taken back, or it is
 * complete. Only where the failing call is needed for that, too, and fails for good, is it left to
 * a recovery, which then does the same.
 */
class TransactionFaultSweepTest {
  private static final int SHARE = 5;

  @OnEveryLayout
  void fault_isTakenBack(Layout layout) throws Exception {
    assertThat(sweep(layout, Durability.NONE, all -> all.errnos(Errno.EIO)))
        .isGreaterThan(500 / SHARE);
  }

  @OnEveryLayout
  void fullOrReadOnly_isTakenBack(Layout layout) throws Exception {
    int cases =
        sweep(
            layout,
            Durability.NONE,
            all ->
                all.errnos(Errno.ENOSPC, Errno.EROFS)
                    .calls("mkdirat", "linkat", "renameat2", "pwrite", "symlinkat", "unlinkat"));
    assertThat(cases).isGreaterThan(100 / SHARE);
  }

  @OnEveryLayout
  void noDescriptors_isTakenBack(Layout layout) throws Exception {
    int cases =
        sweep(
            layout,
            Durability.NONE,
            all -> all.errnos(Errno.EMFILE, Errno.EINTR).calls("openat", "openat2", "getdents64"));
    assertThat(cases).isGreaterThan(100 / SHARE);
  }

  @OnEveryLayout
  void failureToStore_isTakenBack(Layout layout) throws Exception {
    int cases =
        sweep(
            layout,
            Durability.BATCHED,
            all -> all.errnos(Errno.EIO, Errno.ENOSPC).calls("fsync", "syncfs"));
    assertThat(cases).isGreaterThan(20 / SHARE);
  }

  private static int sweep(Layout layout, Durability durability, UnaryOperator<FaultSweep> narrowed)
      throws Exception {
    TreeRecord wanted = wanted(layout);
    return narrowed
        .apply(FaultSweep.over(() -> new Merge(layout, wanted, durability)))
        .oneIn(SHARE)
        .runAll();
  }

  private static TreeRecord wanted(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      scene.merge(Syscalls.system(), options(Durability.NONE));
      return scene.rootNow();
    }
  }

  private static MergeOptions options(Durability durability) {
    return TransactionScene.options(ExistingDirectories.UPDATE, durability).build();
  }

  private static final class Merge implements Scenario {
    private final TransactionScene scene;
    private final TreeRecord wanted;
    private final MergeOptions options;
    private @Nullable MergeReport report;

    Merge(Layout layout, TreeRecord wanted, Durability durability) throws IOException {
      this.scene = new TransactionScene(layout);
      this.options = options(durability);
      this.wanted = wanted;
    }

    @Override
    public void run(Syscalls syscalls) throws IOException {
      LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(syscalls.restarting());
      try {
        report = scene.merge(leaks.syscalls(), options);
      } finally {
        leaks.assertNoLeaks();
      }
    }

    @Override
    public void check(Outcome outcome) throws IOException {
      if (outcome.succeeded()) {
        if (report.warnings().isEmpty()) { // else an attribute could not be read or set
          assertThat(scene.differencesToNew(wanted)).as("to new").isEmpty();
        }
        assertThat(outcome.fault() == null && !report.warnings().isEmpty()).isFalse();
        return;
      }
      assertThat(outcome.failure()).isInstanceOf(MoveException.class);
      MoveException failure = (MoveException) outcome.failure();
      if (failure.state() == MoveState.MOVED) {
        assertThat(scene.differencesToNew(wanted)).as("to new").isEmpty();
        return;
      }
      if (failure.state() == MoveState.UNCHANGED) {
        assertThat(scene.differencesToOld()).as("to old").isEmpty();
        assertThat(scene.recover(Syscalls.system()).outcome())
            .isEqualTo(RecoveryOutcome.NOTHING_TO_DO);
        return;
      }
      boolean canBeUndone =
          outcome.fault() != null
              && outcome.fault().span() == Span.ONCE
              && failure.state() == MoveState.RECOVERY_NEEDED;
      assertThat(canBeUndone).as("a single failure of %s", failure).isFalse();
      RecoveryReport report = scene.recover(Syscalls.system());
      List<String> differences =
          new ArrayList<>(
              report.outcome() == RecoveryOutcome.ROLLED_BACK
                  ? scene.differencesToOld()
                  : scene.differencesToNew(wanted));
      if (failure.errno().equals(Optional.of(Errno.EROFS))) {
        differences.removeIf(line -> line.startsWith("left in the image: ")); // nothing goes there
      }
      assertThat(differences).as("%s after %s", report.outcome(), failure).isEmpty();
    }

    @Override
    public void close() {
      scene.close();
    }
  }
}
