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
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No space is left for what is no contents: attributes, ACLs, texts of links. Another process takes
 * the last of it in the middle of the move. btrfs has all of these in one tree, and at which call
 * that is full can't be foretold: see {@link ObstacleSweepCheck}.
 */
class FullMetadataCheck {
  /** More than an inode has room for, and fits a block of 1 KiB. */
  private static final int ATTRIBUTE = 700;

  @AutoClose private final TempTree elsewhere = TempTree.create();

  @ParameterizedTest
  @EnumSource(names = {"EXT4", "XFS"})
  void requiredAttribute_failsTheMove(Kind kind) throws IOException {
    XattrRules required = XattrRules.builder().defaultPolicy(XattrPolicy.REQUIRE).build();
    try (LoopFileSystem full = kind.small().mount()) {
      Trial move = withAttribute(full).with(MoveOptions.builder().xattrs(required).build());
      try (Ballast ballast = Ballast.on(full.root())) {
        MoveException failure =
            move.before("fsetxattr", 1, ballast::fill)
                .failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.XATTRS);
        assertThat(failure).hasMessageContaining("attribute user.large: fsetxattr");
      }
      move.succeeds();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT4", "XFS"})
  void attributeThatNobodyRequires_isALoss(Kind kind) throws IOException {
    try (LoopFileSystem full = kind.small().mount();
        Ballast ballast = Ballast.on(full.root())) {
      MoveResult result =
          withAttribute(full)
              .before("fsetxattr", 1, ballast::fill)
              .succeedsButFor("xattr user.large");
      assertThat(result.warnings()).hasSize(1);
      assertThat(result.warnings().get(0).loss()).isEqualTo(Loss.XATTR);
      assertThat(result.warnings().get(0).cause().orElseThrow().errno()).isEqualTo(Errno.ENOSPC);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT4", "XFS"})
  void attributeThatNobodyRequires_failsAMoveThatLosesNothing(Kind kind) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Trial move = withAttribute(full).with(MoveOptions.builder().losses(LossPolicy.FAIL).build());
      try (Ballast ballast = Ballast.on(full.root())) {
        move.before("fsetxattr", 1, ballast::fill)
            .failsWith(MoveFailure.LOSS_REFUSED, Errno.ENOSPC, MoveStep.XATTRS);
      }
      move.succeeds();
    }
  }

  private Trial withAttribute(LoopFileSystem full) throws IOException {
    Path source = Given.file(elsewhere.path("source"), 0);
    Given.attribute(source, "user.large", ATTRIBUTE);
    return Trial.of(source, Given.old(full.root().resolve("target")));
  }

  /** The mode must not grant to the group what the ACL did not. */
  @Test
  void aclThatIsLost_narrowsTheMode() throws IOException {
    LoopFileSystem.Plan noRoomInInodes = Kind.EXT4.small().making("-m", "0", "-I", "128");
    Path source = Given.file(elsewhere.path("source"), 0);
    SampleFiles.attribute(source, "system.posix_acl_access", SampleFiles.acl());
    SampleFiles.stamp(source);
    assertThat(FileRecord.of(source).get("mode")).isEqualTo("660");
    try (LoopFileSystem full = noRoomInInodes.mount();
        Ballast ballast = Ballast.on(full.root())) {
      Path target = full.root().resolve("target");
      // Such inodes have no ns either.
      MoveResult result =
          Trial.of(source, target)
              .before("fsetxattr", 1, ballast::fill)
              .succeedsButFor("xattr system.posix_acl_access", "mode", "atime", "mtime");
      assertThat(result.warnings()).extracting(w -> w.loss()).contains(Loss.XATTR, Loss.MODE);
      assertThat(FileRecord.of(target).get("mode")).isEqualTo("640");
    }
  }

  /** A text of more than 60 bytes takes a block of ext4. */
  @ParameterizedTest
  @EnumSource
  void textOfALink(Kind kind) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Path source = Files.createSymbolicLink(elsewhere.path("source"), Path.of("t".repeat(1000)));
      SampleFiles.stamp(source);
      Trial move = Trial.of(source, Given.old(full.root().resolve("target")));
      try (Ballast ballast = Ballast.on(full.root())) {
        move.before("symlinkat", 1, ballast::fill)
            .failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.CREATE_TEMP);
      }
      move.succeeds();
    }
  }
}
