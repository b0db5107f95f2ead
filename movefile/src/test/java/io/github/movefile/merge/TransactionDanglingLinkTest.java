// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A directory of the image meets a link of the root that leads nowhere. */
class TransactionDanglingLinkTest {
  /** One in so many calls, or each of them. */
  private static final int STEP = Boolean.getBoolean("movefile.full") ? 1 : 7;

  private static final MergeOptions BACKING_UP =
      MergeOptions.builder()
          .atomicity(Atomicity.TRANSACTION)
          .collisions(CollisionPolicy.BACKUP)
          .workers(1)
          .build();

  private static MergeFixture fixture(Layout layout) throws IOException {
    MergeFixture fixture = new MergeFixture(layout);
    write(fixture.image("usr/lib/b"), "b");
    write(fixture.image("lib/a"), "a");
    Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));
    return fixture;
  }

  @Test
  void backedUp_andGivenBackAfterAFailure() throws IOException {
    boolean isThrough = false;
    int failures = 0;
    for (int nth = 1; !isThrough; nth++) {
      try (MergeFixture fixture = fixture(Layout.ONE_FILE_SYSTEM)) {
        FaultInjectingSyscalls calls =
            new FaultInjectingSyscalls(Syscalls.system())
                .arm(Fault.once("renameat2", nth, Errno.ENOSPC));
        try {
          TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), BACKING_UP);
          isThrough = calls.fired() == 0;
          assertThat(fixture.root("lib/a")).hasContent("a");
          assertThat(fixture.root("lib.backup.0000")).isSymbolicLink();
        } catch (MoveException e) {
          if (e.state() == MoveState.UNCHANGED) {
            failures++;
            assertThat(Files.readSymbolicLink(fixture.root("lib"))).hasToString("usr/lib");
            assertThat(Files.exists(fixture.root("lib.backup.0000"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
            assertThat(fixture.image("lib/a")).hasContent("a");
          } else {
            assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
            assertThat(fixture.root("lib/a")).hasContent("a");
          }
        }
      }
    }
    assertThat(failures).isGreaterThanOrEqualTo(2);
  }

  @OnEveryLayout
  void killedAnywhere_isOldOrNew(Layout layout) throws IOException {
    Map<RecoveryOutcome, Integer> outcomes = new EnumMap<>(RecoveryOutcome.class);
    boolean isKilled = true;
    for (int last = 1; isKilled; last += STEP) {
      try (MergeFixture fixture = fixture(layout)) {
        isKilled = kill(fixture, last);
        RecoveryReport report = TreeMerge.create().recover(RawPath.of(fixture.root()));
        outcomes.merge(report.outcome(), 1, Integer::sum);
        assertThat(report.kept()).isEmpty();
        boolean isNew = Files.isDirectory(fixture.root("lib"), LinkOption.NOFOLLOW_LINKS);
        if (report.outcome() != RecoveryOutcome.NOTHING_TO_DO) {
          assertThat(isNew)
              .as("call " + last)
              .isEqualTo(report.outcome() == RecoveryOutcome.COMPLETED);
        }
        if (isNew) {
          assertIsNew(fixture, "call " + last);
        } else {
          assertIsOld(fixture, "call " + last);
        }
      }
    }
    assertThat(outcomes.get(RecoveryOutcome.ROLLED_BACK)).isGreaterThan(50 / STEP);
    assertThat(outcomes.get(RecoveryOutcome.COMPLETED)).isGreaterThan(20 / STEP);
  }

  /** False if it made fewer calls. */
  private static boolean kill(MergeFixture fixture, int last) throws IOException {
    try (KillingSyscalls killing = new KillingSyscalls(Syscalls.system(), last)) {
      TreeMerge.using(killing.syscalls()).merge(fixture.image(), fixture.root(), BACKING_UP);
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private static void assertIsNew(MergeFixture fixture, String what) throws IOException {
    assertThat(names(fixture.root())).as(what).containsExactly("lib", "lib.backup.0000", "usr");
    assertThat(Files.readSymbolicLink(fixture.root("lib.backup.0000"))).hasToString("usr/lib");
    assertThat(names(fixture.root("lib"))).as(what).containsExactly("a");
    assertThat(names(fixture.root("usr/lib"))).as(what).containsExactly("b");
    assertThat(fixture.root("lib/a")).hasContent("a");
    assertThat(fixture.root("usr/lib/b")).hasContent("b");
    assertThat(names(fixture.image())).as(what).isEmpty();
  }

  private static void assertIsOld(MergeFixture fixture, String what) throws IOException {
    assertThat(names(fixture.root())).as(what).containsExactly("lib");
    assertThat(Files.readSymbolicLink(fixture.root("lib"))).hasToString("usr/lib");
    assertThat(fixture.image("lib/a")).hasContent("a");
    assertThat(fixture.image("usr/lib/b")).hasContent("b");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void planTellsOfTheCollision() throws IOException {
    try (MergeFixture fixture = fixture(Layout.ONE_FILE_SYSTEM)) {
      MergeOptions failing = BACKING_UP.toBuilder().collisions(CollisionPolicy.FAIL).build();

      MergePlan plan =
          TreeMerge.create()
              .plan(
                  RawPath.of(fixture.image()),
                  RawPath.of(fixture.root()),
                  failing,
                  PlanListener.NONE);

      assertThat(plan.refusal()).isPresent();
    }
  }
}
