// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Transactions in directories that don't let their owner in. To root that is nothing: {@link
 * MergeAsUserTest} runs this as an ordinary user.
 */
class TransactionUserCases {
  private static final MergeOptions OPTIONS =
      MergeOptions.builder()
          .atomicity(Atomicity.TRANSACTION)
          .existingDirectories(ExistingDirectories.UPDATE)
          .workers(1)
          .build();

  /** The directory has the image's mode before the new names are given, and then gives none. */
  @ParameterizedTest
  @ValueSource(ints = {0555, 0500})
  void modeThatLetsNobodyWrite_isTakenBack(int mode) throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("d/file"), "new");
      MergeFixture.write(fixture.root("d/file"), "old");
      SampleFiles.chmod(fixture.root("d"), 0750);
      SampleFiles.chmod(fixture.image("d"), mode);
      assertThatThrownBy(() -> TreeMerge.create().merge(fixture.image(), fixture.root(), OPTIONS))
          .isInstanceOfSatisfying(
              MoveException.class, e -> assertThat(e.state()).isEqualTo(MoveState.UNCHANGED));
      assertThat(fixture.root("d/file")).hasContent("old");
      assertThat(Files.getPosixFilePermissions(fixture.root("d")))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
      assertThat(fixture.root(".movefile-transaction")).doesNotExist();
      fixture.assertNoTemps();
    }
  }

  /** The rollback is cut off while the directory still has the image's mode. */
  @Test
  void modeThatLetsNobodyWrite_isTakenBackByARecovery() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      for (String name : List.of("d/file", "d/other")) {
        MergeFixture.write(fixture.image(name), "new");
        MergeFixture.write(fixture.root(name), "old");
      }
      MergeFixture.write(fixture.image("d/e/file"), "new");
      SampleFiles.chmod(fixture.root("d"), 0750);
      SampleFiles.chmod(fixture.image("d"), 0555);
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
      calls.arm(Fault.once("unlinkat", 2, Errno.EIO)); // after that of the mark
      assertThatThrownBy(
              () ->
                  TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS))
          .isInstanceOfSatisfying(
              MoveException.class, e -> assertThat(e.state()).isEqualTo(MoveState.RECOVERY_NEEDED));
      assertThat(Files.getPosixFilePermissions(fixture.root("d")))
          .isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
      RecoveryReport report = TreeMerge.create().recover(RawPath.of(fixture.root()));
      assertThat(report.outcome()).isEqualTo(RecoveryOutcome.ROLLED_BACK);
      assertThat(fixture.root("d/file")).hasContent("old");
      assertThat(fixture.root("d/e")).doesNotExist();
      assertThat(Files.getPosixFilePermissions(fixture.root("d")))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
      fixture.assertNoTemps();
    }
  }

  /** Whose temps can't be found could not be taken back. */
  @Test
  void directoryThatMayNotBeListed_isRefusedBefore() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("d/file"), "new");
      Files.createDirectory(fixture.root("d"));
      SampleFiles.chmod(fixture.root("d"), 0300);
      MergeOptions keeping =
          OPTIONS.toBuilder().existingDirectories(ExistingDirectories.KEEP).build();
      assertThatThrownBy(() -> TreeMerge.create().merge(fixture.image(), fixture.root(), keeping))
          .isInstanceOfSatisfying(
              MoveException.class,
              e -> {
                assertThat(e.failure()).isEqualTo(MoveFailure.DENIED);
                assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
              });
      assertThat(fixture.root(".movefile-transaction")).doesNotExist();
    }
  }

  @Test
  void rootThatMayNotBeRead_isRefusedWithItsReason() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("file"), "new");
      SampleFiles.chmod(fixture.root(), 0333);
      assertThatThrownBy(() -> TreeMerge.create().merge(fixture.image(), fixture.root(), OPTIONS))
          .isInstanceOfSatisfying(
              MoveException.class,
              e -> {
                assertThat(e.failure()).isEqualTo(MoveFailure.DENIED);
                assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
                assertThat(e.getReason()).contains("openat: EACCES");
              });
      assertThat(fixture.image("file")).hasContent("new");
    }
  }
}
