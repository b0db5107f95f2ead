// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attributes of xfs, which takes 64 KiB, for a file system that takes less: ext4 no more than a
 * block for all of them, btrfs no more than a leaf of its tree, 16 KiB, for each.
 */
class LargeAttributeCheck {
  private static final String NAME = "user.large";

  private static LoopFileSystem xfs;
  private static LoopFileSystem ext4;
  private static LoopFileSystem btrfs;

  /** Where it doesn't fit, and how long it is. */
  enum TooLarge {
    EXT4(4080),
    BTRFS(16_300);

    private final int length;

    TooLarge(int length) {
      this.length = length;
    }

    private Path root() {
      return (this == EXT4 ? ext4 : btrfs).root();
    }
  }

  @BeforeAll
  static void mount() {
    xfs = Kind.XFS.large().mount();
    ext4 = Kind.EXT4.large().mount();
    btrfs = Kind.BTRFS.large().mount();
  }

  @AfterAll
  static void unmount() {
    xfs.close();
    ext4.close();
    btrfs.close();
  }

  private static Trial move(TooLarge large) throws IOException {
    Path source = Given.file(xfs.root().resolve("source"), 100);
    Given.attribute(source, "user.small", 10);
    Given.attribute(source, NAME, large.length);
    return Trial.of(source, Given.old(large.root().resolve("target")));
  }

  private static MoveOptions rules(XattrRules.Builder rules) {
    return MoveOptions.builder().xattrs(rules.build()).build();
  }

  @ParameterizedTest
  @EnumSource
  void required_failsTheMove(TooLarge large) throws IOException {
    Trial move = move(large).with(rules(XattrRules.builder().policy(NAME, XattrPolicy.REQUIRE)));

    MoveException failure = move.failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.XATTRS);

    assertThat(failure).hasMessageContaining("attribute user.large: fsetxattr: ENOSPC");
    Given.attribute(move.source(), NAME, 1000);
    Trial.of(move.source(), move.target()).succeeds();
  }

  @ParameterizedTest
  @EnumSource
  void tried_isALoss(TooLarge large) throws IOException {
    MoveResult result = move(large).succeedsButFor("xattr " + NAME);

    assertThat(result.warnings()).hasSize(1);
    MoveWarning warning = result.warnings().get(0);
    assertThat(warning.loss()).isEqualTo(Loss.XATTR);
    assertThat(warning)
        .hasToString("attribute user.large not kept: fsetxattr: ENOSPC (No space left on device)");
  }

  @ParameterizedTest
  @EnumSource
  void triedWhereNothingMayBeLost_failsTheMove(TooLarge large) throws IOException {
    move(large)
        .with(MoveOptions.builder().losses(LossPolicy.FAIL).build())
        .failsWith(MoveFailure.LOSS_REFUSED, Errno.ENOSPC, MoveStep.XATTRS);
  }

  @ParameterizedTest
  @EnumSource
  void skipped_isNoLoss(TooLarge large) throws IOException {
    Trial move = move(large).with(rules(XattrRules.builder().policy(NAME, XattrPolicy.SKIP)));

    assertThat(move.succeedsButFor("xattr " + NAME).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"EXT4, 4000", "BTRFS, 16000"})
  void largestButOne_travels(TooLarge to, int length) throws IOException {
    Path source = Given.file(xfs.root().resolve("source"), 100);
    Given.attribute(source, NAME, length);

    Trial.of(source, to.root().resolve("other")).succeeds();
  }

  /** Without it, the group must not get what the mask of the ACL allows to others. */
  @Test
  void aclOfManyUsers_isLostAndNarrowsTheMode() throws IOException {
    Path source = Given.file(xfs.root().resolve("source"), 100);
    SampleFiles.attribute(source, "system.posix_acl_access", aclOf(1000));
    SampleFiles.stamp(source);
    assertThat(FileRecord.of(source).get("mode")).isEqualTo("660");
    Trial move = Trial.of(source, ext4.root().resolve("target"));

    MoveResult result = move.succeedsButFor("xattr system.posix_acl_access", "mode");

    assertThat(result.warnings())
        .extracting(MoveWarning::loss)
        .containsExactly(Loss.XATTR, Loss.MODE);
    assertThat(FileRecord.of(move.target()).get("mode")).isEqualTo("640");
  }

  /** Owner rw, each user rw, group r, mask rw: acl(5) as the kernel takes it. */
  private static byte[] aclOf(int users) {
    ByteBuffer acl = ByteBuffer.allocate(4 + 8 * (4 + users)).order(ByteOrder.LITTLE_ENDIAN);
    acl.putInt(2);
    entry(acl, 1, 6, -1);
    for (int i = 0; i < users; i++) {
      entry(acl, 2, 6, 20_000 + i);
    }
    entry(acl, 4, 4, -1);
    entry(acl, 0x10, 6, -1);
    entry(acl, 0x20, 0, -1);
    return acl.array();
  }

  private static void entry(ByteBuffer acl, int tag, int permissions, int id) {
    acl.putShort((short) tag).putShort((short) permissions).putInt(id);
  }
}
