// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every write is taken, and the device fails when it is to store it. With {@link Durability#FSYNC}
 * that is found out before the source goes.
 */
class ThinDeviceCheck {
  private static final MoveOptions DURABLE =
      MoveOptions.builder().durability(Durability.FSYNC).build();

  @AutoClose private final TempTree elsewhere = TempTree.create();

  @ParameterizedTest
  @EnumSource
  void contentsThatCanNotBeStored(Kind kind) throws IOException {
    try (ThinDevice thin = ThinDevice.of(kind)) {
      Trial move = intoThin(thin, 4 * ThinDevice.LEFT);

      MoveException failure = move.fails();

      assertThat(failure.step()).as("step of %s", failure).isEqualTo(MoveStep.SYNC_FILE);
      assertThat(failure.errno().orElseThrow()).isIn(Errno.ENOSPC, Errno.EIO);
      move.assertSourceUntouched();
      succeedsOnceEnlarged(thin, move, failure);
    }
  }

  /** The source must not go for a name that can't be stored. xfs has its log in any case. */
  @ParameterizedTest
  @CsvSource({
    "EXT4, 2, SYNC_FILE", "EXT4, 3, SYNC_DIRECTORY",
    "BTRFS, 2, SYNC_FILE", "BTRFS, 3, SYNC_DIRECTORY"
  })
  void fileSystemThatBecomesReadOnlyAfterAnError(Kind kind, int fsync, MoveStep step)
      throws IOException {
    try (ThinDevice thin = ThinDevice.of(kind)) {
      Trial move = intoThin(thin, 10_000);

      MoveException failure = move.before("fsync", fsync, thin::exhaust).fails();

      assertThat(failure.step()).as("step of %s", failure).isEqualTo(step);
      assertThat(failure.failure()).isEqualTo(MoveFailure.READ_ONLY);
      assertThat(failure.errno()).contains(Errno.EROFS);
      move.assertSourceUntouched();
      succeedsOnceEnlarged(thin, move, failure);
    }
  }

  private Trial intoThin(ThinDevice thin, int length) throws IOException {
    Path target = Given.old(thin.root().resolve("target"));
    Command.of("sync", "-f", thin.root().toString()).run().requireSuccess();
    return Trial.of(Given.file(elsewhere.path("source"), length), target).with(DURABLE);
  }

  private static void succeedsOnceEnlarged(ThinDevice thin, Trial move, MoveException failure)
      throws IOException {
    thin.enlarge();
    move.assertWholeAfterCrash(Optional.of(failure));
    for (Path temp : Temps.in(thin.root())) {
      Files.delete(temp);
    }
    move.succeeds();
  }
}
