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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A directory of the image meets a link of the root that leads nowhere. */
class TransactionDanglingLinkTest {
  private static final MergeOptions BACKING_UP =
      MergeOptions.builder()
          .atomicity(Atomicity.TRANSACTION)
          .collisions(CollisionPolicy.BACKUP)
          .workers(1)
          .build();

  private static MergeFixture fixture() throws IOException {
    MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
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
      try (MergeFixture fixture = fixture()) {
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

  @Test
  void planTellsOfTheCollision() throws IOException {
    try (MergeFixture fixture = fixture()) {
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
