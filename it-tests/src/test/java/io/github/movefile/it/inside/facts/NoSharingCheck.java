// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where extents can't be shared, a copy says why, and takes extents of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoSharingCheck {
  private static final int LENGTH = 2 << 20;
  private static final MoveOptions ALWAYS =
      MoveOptions.builder().copy(CopyOptions.builder().reflink(Reflink.ALWAYS).build()).build();

  @AutoClose
  private final Disks disks =
      Disks.of("ext4", "btrfs", "xfs")
          .with("old xfs", LoopFileSystem.of("xfs").making("-m", "reflink=0"));

  private final MoveFile mover = MoveFile.create();

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ext4", "old xfs"})
  void withinAFileSystemWithoutReflink_copyFallsBack(String disk) throws Exception {
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    byte[] contents = Contents.write(source, LENGTH);

    CopyResult copy = mover.copy(source, target, MoveOptions.defaults()).copy().orElseThrow();

    assertThat(copy.methods()).containsOnlyKeys(CopyMethod.COPY_FILE_RANGE);
    assertSaysWhy(copy, Errno.EOPNOTSUPP);
    assertThat(target).hasBinaryContent(contents);
    assertThat(Extents.of(target).any("shared")).isFalse();
    assertThat(Extents.of(target).overlaps(Extents.of(source))).isFalse();
  }

  @OnEachPair
  void betweenFileSystems_copyFallsBack(String from, String to) throws Exception {
    Path source = disks.directory(from).resolve("source");
    Path target = disks.directory(to).resolve("target");
    byte[] contents = Contents.write(source, LENGTH);

    CopyResult copy = mover.move(source, target).copy().orElseThrow();

    assertThat(copy.methods()).containsOnlyKeys(CopyMethod.READ_WRITE);
    assertSaysWhy(copy, Errno.EXDEV);
    assertThat(target).hasBinaryContent(contents);
    assertThat(Extents.of(target).any("shared")).isFalse();
  }

  private static void assertSaysWhy(CopyResult copy, Errno errno) {
    assertThat(copy.refusals())
        .filteredOn(refusal -> refusal.method() == CopyMethod.REFLINK)
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.cause().errno()).isEqualTo(errno))
        .satisfies(refusal -> assertThat(refusal.reason()).contains("FICLONE", errno.name()));
  }

  @ParameterizedTest(name = "{0}→{1}")
  @CsvSource({
    "ext4,ext4,EOPNOTSUPP",
    "old xfs,old xfs,EOPNOTSUPP",
    "btrfs,xfs,EXDEV",
    "xfs,ext4,EXDEV",
    "ext4,btrfs,EXDEV"
  })
  void always_isRefused(String from, String to, Errno errno) {
    Path source = disks.directory(from).resolve("source");
    Path target = disks.directory(to).resolve("target");
    Contents.write(source, LENGTH);
    Contents.write(target, 10);
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfCopy(ALWAYS);

    assertThat(failure.step()).isEqualTo(MoveStep.COPY);
    assertThat(failure.errno()).contains(errno);
    before.assertUnchangedBy(failure);
  }

  /** A reflink needs no copy where a rename does. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ext4", "btrfs"})
  void always_keepsTheSourceOfAMoveAcross(String from) {
    Path source = disks.directory(from).resolve("source");
    Path target = disks.directory("xfs").resolve("target");
    Contents.write(source, LENGTH);
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(ALWAYS);

    assertThat(failure.errno()).contains(Errno.EXDEV);
    before.assertUnchangedBy(failure);
    assertThat(source).exists();
    assertThat(target).doesNotExist();
  }
}
