// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recovery after a commit whose image isn't where it was. */
class TransactionLostImageTest {
  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
  private Path away;

  @BeforeEach
  void nameOfTheOtherPlace() {
    away = fixture.image().resolveSibling("away");
  }

  /** The first removal fails: of what was replaced, or of what was merged. */
  private void cutOff(ImageDisposal disposal) throws IOException {
    MergeFixture.write(fixture.image("a"), "new");
    MergeFixture.write(fixture.image("d/b"), "new");
    MergeFixture.write(fixture.root("a"), "old");
    MergeOptions options =
        MergeOptions.builder()
            .atomicity(Atomicity.TRANSACTION)
            .disposal(disposal)
            .workers(1)
            .build();
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.once("unlinkat", 1, Errno.EIO));
    assertThatThrownBy(
            () -> TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options))
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT));
  }

  private RecoveryReport recover() throws IOException {
    RecoveryReport report = TreeMerge.create().recover(RawPath.of(fixture.root()));
    assertThat(report.outcome()).isEqualTo(RecoveryOutcome.COMPLETED);
    assertThat(report.kept()).isEmpty();
    assertThat(fixture.root("a")).hasContent("new");
    assertThat(fixture.root("d/b")).hasContent("new");
    assertThat(fixture.root(".movefile-transaction")).doesNotExist();
    return report;
  }

  @Test
  void imageThatWasMovedAway_isTold() throws IOException {
    cutOff(ImageDisposal.CONSUME);
    Files.move(fixture.image(), away);

    assertThat(recover().imageNotFound()).isTrue();

    assertThat(Files.isSameFile(away.resolve("a"), fixture.root("a"))).isTrue();
    assertThat(away.resolve("d/b")).hasContent("new");
    Files.move(away, fixture.image());
  }

  @Test
  void directoryInPlaceOfTheImage_isToldAndLeftAlone() throws IOException {
    cutOff(ImageDisposal.CONSUME);
    Files.move(fixture.image(), away);
    MergeFixture.write(fixture.image("a"), "another");

    assertThat(recover().imageNotFound()).isTrue();

    assertThat(fixture.image("a")).hasContent("another");
    assertThat(away.resolve("a")).hasContent("new");
  }

  @Test
  void imageThatIsThere_goes() throws IOException {
    cutOff(ImageDisposal.CONSUME);

    assertThat(recover().imageNotFound()).isFalse();

    fixture.assertImageIsEmpty();
  }

  @Test
  void imageThatWasToStay_isNotMissed() throws IOException {
    cutOff(ImageDisposal.KEEP);
    Files.move(fixture.image(), away);

    assertThat(recover().imageNotFound()).isFalse();

    Files.move(away, fixture.image());
  }
}
