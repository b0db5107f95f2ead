// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.TransactionScene.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.FsStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A transaction needs space for what it stages, and asks for it before it changes anything. */
class TransactionSpaceTest {
  private static final Syscalls CALLS = Syscalls.system();
  private static final MergeOptions OPTIONS =
      TransactionScene.options(ExistingDirectories.UPDATE, Durability.NONE).build();

  @OnEveryLayout
  void tooLittleSpace_isRefusedBefore(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      MergeOptions keeping = OPTIONS.toBuilder().disposal(ImageDisposal.KEEP).build();
      assertRefused(
          MoveFailure.NO_SPACE, () -> scene.merge(with(space -> free(space, 1, 1)), keeping));
      assertRefused(
          MoveFailure.NO_SPACE, () -> scene.merge(with(space -> free(space, 1 << 20, 3)), keeping));
      scene.assertIsOld();
    }
  }

  @OnEveryLayout
  void spaceThatIsNotNeeded_isNotAskedFor(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      for (Path top : new Path[] {fixture.image(), fixture.root()}) {
        Files.writeString(top.resolve("file"), "x".repeat(100_000));
      }
      MergeOptions options =
          MergeOptions.builder()
              .atomicity(Atomicity.TRANSACTION)
              .disposal(ImageDisposal.KEEP)
              .build();
      MergeReport report =
          TreeMerge.using(with(space -> free(space, 1, 1)))
              .merge(fixture.image(), fixture.root(), options);
      assertThat(report.count(PlannedAction.LEAVE)).isOne();
    }
  }

  /** What gets another time is copied, also on one file system. */
  @OnEveryLayout
  void spaceOfCopies_isAskedForWhereNoLinkCanBeMade(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      MoveOptions clamped = MoveOptions.builder().latestMtime(Timespec.of(Instant.EPOCH)).build();
      MergeOptions options = OPTIONS.toBuilder().move(clamped).build();
      assertRefused(
          MoveFailure.NO_SPACE, () -> scene.merge(with(space -> free(space, 1, 1)), options));
      scene.assertIsOld();
    }
  }

  /** Before anything is known of the file system but that the root is there. */
  @OnEveryLayout
  void spaceOfTheFirstEntries_isAskedFor(Layout layout) throws IOException {
    assertTooLittle(layout, "file", 1, 1 << 10);
    assertTooLittle(layout, "d/e/file", 2, 1 << 10);
    assertTooLittle(layout, "d/e/file", 1 << 10, 2);
  }

  private static void assertTooLittle(Layout layout, String name, long blocks, long inodes)
      throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      MergeFixture.write(fixture.image(name), "x".repeat(100_000));
      MergeOptions options = OPTIONS.toBuilder().disposal(ImageDisposal.KEEP).build();
      TreeMerge merge = TreeMerge.using(with(space -> free(space, blocks, inodes)));
      assertRefused(
          MoveFailure.NO_SPACE, () -> merge.merge(fixture.image(), fixture.root(), options));
      assertThat(fixture.root()).isEmptyDirectory();
    }
  }

  /** As of ramfs, and of FUSE where nobody answers. */
  @OnEveryLayout
  void fileSystemThatCountsNothing_isNotAsked(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      MergeFixture.write(fixture.image("d/file"), "contents");
      MergeOptions options = OPTIONS.toBuilder().disposal(ImageDisposal.KEEP).build();
      Syscalls counting =
          with(space -> new FsStat(space.type(), space.blockSize(), 0, 0, 0, 0, 255));
      TreeMerge.using(counting).merge(fixture.image(), fixture.root(), options);
      assertThat(fixture.root("d/file")).hasContent("contents");
      MergePlan plan =
          TreeMerge.using(counting)
              .plan(RawPath.of(fixture.image()), RawPath.of(fixture.root()), options, entry -> {});
      assertThat(plan.space())
          .singleElement()
          .satisfies(need -> assertThat(need.fits()).isTrue())
          .satisfies(need -> assertThat(need.bytesFree()).isEqualTo(Long.MAX_VALUE));
    }
  }

  private static Syscalls with(UnaryOperator<FsStat> space) {
    return ChangedPathCalls.withSpace(CALLS, space);
  }

  private static FsStat free(FsStat real, long blocks, long inodes) {
    return new FsStat(real.type(), real.blockSize(), real.blocks(), blocks, 1 << 20, inodes, 255);
  }
}
