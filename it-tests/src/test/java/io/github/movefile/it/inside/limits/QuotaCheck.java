// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A quota is used up. That of a subvolume of btrfs, which holds for root too; those of ext4 and xfs
 * are an option of the kernel that not every kernel has.
 */
class QuotaCheck {
  private static final int LARGE = 3_000_000;

  @AutoClose private final TempTree elsewhere = TempTree.create();
  private LoopFileSystem btrfs;
  private Path limited;

  @BeforeEach
  void mount() {
    Requirements.command("btrfs");
    btrfs = Kind.BTRFS.large().mount();
    limited = btrfs.root().resolve("limited");
    btrfs("quota", "enable", btrfs.root().toString());
    btrfs("subvolume", "create", limited.toString());
  }

  @AfterEach
  void unmount() {
    btrfs.close();
  }

  private static void btrfs(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "btrfs";
    System.arraycopy(words, 0, command, 1, words.length);
    Command.of(command).run().requireSuccess();
  }

  private void limit(String bytes) {
    // By the number of the first subvolume: its path would meet the quota itself.
    btrfs("qgroup", "limit", bytes, "0/256", btrfs.root().toString());
  }

  @Test
  void contents() throws IOException {
    Trial move =
        Trial.of(Given.file(elsewhere.path("source"), LARGE), Given.old(limited.resolve("target")));
    limit("1M");

    move.failsWith(MoveFailure.NO_SPACE, Errno.EDQUOT, MoveStep.COPY);
    limit("none");
    move.succeeds();
  }

  @Test
  void fileOfAnotherSubvolume() throws IOException {
    Trial move =
        Trial.of(
            Given.file(btrfs.root().resolve("source"), LARGE),
            Given.old(limited.resolve("target")));
    limit("1M");
    CopyOptions bySharing = CopyOptions.defaults();
    CopyOptions byCopying = bySharing.toBuilder().reflink(Reflink.NEVER).build();

    move.with(MoveOptions.builder().copy(byCopying).build())
        .failsWith(MoveFailure.NO_SPACE, Errno.EDQUOT, MoveStep.COPY);
    limit("none");
    move.with(MoveOptions.builder().copy(bySharing).build()).succeeds();
  }

  @Test
  void temp() throws IOException {
    Trial move =
        Trial.of(Given.file(elsewhere.path("source"), 0), Given.old(limited.resolve("target")));
    limit("1K");

    move.failsWith(MoveFailure.NO_SPACE, Errno.EDQUOT, MoveStep.CREATE_TEMP);
    limit("none");
    move.succeeds();
  }

  @Test
  void name() throws IOException {
    Trial move =
        Trial.of(Given.file(elsewhere.path("source"), 10), Given.old(limited.resolve("target")));

    move.before("renameat2", 2, () -> limit("1K"))
        .failsWith(MoveFailure.NO_SPACE, Errno.EDQUOT, MoveStep.PUBLISH);
    limit("none");
    move.succeeds();
  }

  @Test
  void subvolumeOverItsQuota_canBeLeft() throws IOException {
    Path source = Given.file(limited.resolve("source"), LARGE);
    Trial move = Trial.of(source, Given.old(elsewhere.path("target")));
    limit("1M");

    move.succeeds();
    Files.writeString(limited.resolve("next"), "there is room again");
  }
}
