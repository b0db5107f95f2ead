// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A transaction that nothing disturbs does what a merge does; one that fails has done nothing. */
class TransactionTest {
  @OnEveryLayout
  void doesWhatAMergeDoes(Layout layout) throws IOException {
    for (ExistingDirectories directories : ExistingDirectories.values()) {
      MergeOptions options = TransactionScene.options(directories, Durability.NONE).build();
      MergeOptions plain = options.toBuilder().atomicity(Atomicity.PER_FILE).build();
      try (TransactionScene one = new TransactionScene(layout);
          TransactionScene other = new TransactionScene(layout)) {
        other.merge(Syscalls.system(), plain);
        LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());
        MergeReport report = one.merge(leaks.syscalls(), options);
        leaks.assertNoLeaks();
        assertThat(report.warnings()).isEmpty();
        assertThat(one.differencesToNew(other.rootNow())).isEmpty();
      }
    }
  }

  @OnEveryLayout
  void refusalAtTheEnd_takesAllBack(Layout layout) throws IOException {
    for (ExistingDirectories directories : ExistingDirectories.values()) {
      try (TransactionScene scene = new TransactionScene(layout)) {
        MergeOptions options =
            TransactionScene.options(directories, Durability.NONE)
                .collisions(CollisionPolicy.FAIL)
                .build();
        assertThatThrownBy(() -> scene.merge(Syscalls.system(), options))
            .isInstanceOfSatisfying(
                MoveException.class, e -> assertThat(e.state()).isEqualTo(MoveState.UNCHANGED));
        scene.assertIsOld();
      }
    }
  }

  /** Not of a transaction: whatever that attribute is, it can't be understood. */
  @OnEveryLayout
  void longAttributeInPlaceOfTheRootsTimes_isPassedOver(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      Path file = MergeFixture.write(fixture.image("a"), "a");
      SampleFiles.attribute(fixture.root(), "user.movefile.times", new byte[200]);
      MergeOptions options = MergeOptions.builder().atomicity(Atomicity.TRANSACTION).build();

      TreeMerge.create().merge(fixture.image(), fixture.root(), options);

      assertThat(fixture.root("a")).hasContent("a");
      assertThat(file).doesNotExist();
    }
  }

  @OnEveryLayout
  void nameOfTheState_isRefusedInAnImage(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      Path planted = Files.createDirectory(scene.image().resolve(".movefile-transaction"));
      for (Atomicity atomicity : Atomicity.values()) {
        MergeOptions options = MergeOptions.builder().atomicity(atomicity).build();
        assertThatThrownBy(() -> scene.merge(Syscalls.system(), options))
            .isInstanceOfSatisfying(
                MoveException.class,
                e -> assertThat(e.failure()).isEqualTo(MoveFailure.RESERVED_NAME));
      }
      Files.delete(planted);
    }
  }

  @OnEveryLayout
  void failureOfRemovalsByThreads_isCompletedByARecovery(Layout layout) throws IOException {
    MergeOptions options =
        TransactionScene.options(ExistingDirectories.KEEP, Durability.NONE).workers(4).build();
    int left = 0;
    for (int nth = 1; nth <= 16; nth++) {
      try (TransactionScene scene = new TransactionScene(layout);
          TransactionScene other = new TransactionScene(layout)) {
        other.merge(Syscalls.system(), options);
        LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());
        FaultInjectingSyscalls calls = new FaultInjectingSyscalls(leaks.syscalls());
        calls.arm(Fault.once("unlinkat", nth, Errno.EIO));

        MoveException failure =
            catchThrowableOfType(MoveException.class, () -> scene.merge(calls.syscalls(), options));

        leaks.assertNoLeaks();
        if (failure != null && failure.state() == MoveState.SOURCE_LEFT) {
          left++;
          assertThat(scene.recover(Syscalls.system()).outcome())
              .isEqualTo(RecoveryOutcome.COMPLETED);
        }
        assertThat(failure == null || failure.state() == MoveState.SOURCE_LEFT)
            .as("%s: %s", nth, failure)
            .isTrue();
        assertThat(scene.differencesToNew(other.rootNow())).isEmpty();
      }
    }
    assertThat(left).isGreaterThan(8);
  }

  @OnEveryLayout
  void nothingToRecover_isSaid(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      assertThat(scene.recover(Syscalls.system()).outcome())
          .isEqualTo(RecoveryOutcome.NOTHING_TO_DO);
      scene.assertIsOld();
    }
  }
}
