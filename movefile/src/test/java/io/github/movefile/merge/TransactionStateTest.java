// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Identity;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** A state directory that others may have written to is nothing to recover by. */
class TransactionStateTest {
  private static Path makeState(TransactionScene scene, String permissions) throws IOException {
    Path state = Files.createDirectory(scene.root().resolve(".movefile-transaction"));
    return Files.setPosixFilePermissions(state, PosixFilePermissions.fromString(permissions));
  }

  private static void assertRefused(TransactionScene scene, String user, String mode) {
    assertThatThrownBy(() -> scene.recover(Syscalls.system()))
        .isInstanceOfSatisfying(
            MoveException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(MoveFailure.DENIED);
              assertThat(e.call()).isEmpty();
              assertThat(e.getReason())
                  .isEqualTo(
                      "'.movefile-transaction' belongs to user %s and has mode %s; it has to belong"
                          + " to user %s and to be closed to all others",
                      user, mode, self());
            });
  }

  private static String self() {
    return Integer.toUnsignedString(Identity.effectiveUser());
  }

  @Test
  void oneThatIsOpenToOthers_isToldWithItsMode() throws IOException {
    try (TransactionScene scene = new TransactionScene(Layout.ONE_FILE_SYSTEM)) {
      makeState(scene, "rwxr-x---");
      assertRefused(scene, self(), "0750");
    }
  }

  @Test
  void oneOfAnotherUser_isToldWithItsOwner() throws IOException {
    Requirements.root();
    try (TransactionScene scene = new TransactionScene(Layout.ONE_FILE_SYSTEM)) {
      Path state = makeState(scene, "rwx------");
      Command.of("chown", "4294967294", state.toString()).run().requireSuccess();
      assertRefused(scene, "4294967294", "0700");
    }
  }

  /** As one of a group that may write to it. */
  @Test
  void rootWhoseTimesThisUserCannotSet_isRolledBackAllTheSame() throws IOException {
    FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
    calls.arm(Fault.once("linkat", 2, Errno.EIO));
    calls.arm(Fault.always("futimens", Errno.EPERM));
    MergeOptions options =
        MergeOptions.builder().atomicity(Atomicity.TRANSACTION).workers(1).build();
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("a"), "a");
      MergeFixture.write(fixture.image("b"), "b");

      assertThatThrownBy(
              () ->
                  TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options))
          .isInstanceOfSatisfying(
              MoveException.class, e -> assertThat(e.state()).isEqualTo(MoveState.UNCHANGED));

      assertThat(fixture.root()).isEmptyDirectory();
      assertThat(calls.fired()).isGreaterThan(1);
      TreeMerge.create().merge(fixture.image(), fixture.root(), options);
      assertThat(fixture.root("b")).hasContent("b");
    }
  }
}
