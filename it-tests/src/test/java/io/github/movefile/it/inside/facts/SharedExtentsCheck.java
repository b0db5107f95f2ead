// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On btrfs and xfs a copy shares the extents of its source, and only there where it may. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedExtentsCheck {
  private static final int LENGTH = 2 << 20;

  @AutoClose private final Disks disks = Disks.of("btrfs", "xfs");
  private final MoveFile mover = MoveFile.create();

  private static MoveOptions with(CopyOptions.Builder copy) {
    return MoveOptions.builder().copy(copy.build()).build();
  }

  private static Map<CopyMethod, Long> methods(MoveResult result) {
    return result.copy().map(CopyResult::methods).orElseThrow();
  }

  @OnThoseThatShare
  void copy_hasTheExtentsOfItsSource(String disk) throws Exception {
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    byte[] contents = Contents.write(source, LENGTH);
    assertThat(Extents.of(source).any("shared")).isFalse();

    MoveResult result = mover.copy(source, target, MoveOptions.defaults());

    assertThat(methods(result)).isEqualTo(Map.of(CopyMethod.REFLINK, (long) LENGTH));
    assertThat(target).hasBinaryContent(contents);
    Extents extents = Extents.of(target);
    assertThat(extents.all("shared")).as(extents.toString()).isTrue();
    assertThat(extents).isEqualTo(Extents.of(source));
  }

  @OnThoseThatShare
  void sharing_takesNoSpace(String disk) throws Exception {
    long length = 24 << 20;
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Contents.write(source, (int) length);
    long free = freeBytes(directory);

    mover.copy(source, directory.resolve("shared"), MoveOptions.defaults());
    long freeWithShared = freeBytes(directory);
    mover.copy(
        source, directory.resolve("second"), with(CopyOptions.builder().reflink(Reflink.NEVER)));
    long freeWithSecond = freeBytes(directory);

    // What remains is metadata, for which btrfs sets room aside.
    assertThat(free - freeWithShared).isLessThan(length / 8);
    assertThat(freeWithShared - freeWithSecond).isGreaterThan(length / 8 * 7);
  }

  private static long freeBytes(Path directory) {
    String[] words = run("sync -f \"$1\"; stat -f -c '%f %S' \"$1\"", directory).split(" ", 2);
    return Long.parseLong(words[0]) * Long.parseLong(words[1]);
  }

  @OnThoseThatShare
  void writingToOne_leavesTheOther(String disk) throws Exception {
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    byte[] contents = Contents.write(source, LENGTH);
    byte[] change = Contents.random(100_000);
    mover.copy(source, target, MoveOptions.defaults());

    Contents.overwrite(target, 500_000, change);

    assertThat(source).hasBinaryContent(contents);
    byte[] changed = contents.clone();
    System.arraycopy(change, 0, changed, 500_000, change.length);
    assertThat(target).hasBinaryContent(changed);

    Contents.overwrite(source, 1_500_000, change);

    assertThat(target).hasBinaryContent(changed);
    assertThat(Extents.of(target).all("shared")).isFalse();
    assertThat(Extents.of(target).any("shared")).isTrue();
  }

  /** Each subvolume has a device number of its own, and yet one file system has both. */
  @Test
  void moveBetweenSubvolumes_shares() throws Exception {
    Path root = disks.directory("btrfs");
    Path from = root.resolve("from");
    Path to = root.resolve("to");
    run("btrfs -q subvolume create \"$1\"; btrfs -q subvolume create \"$2\"", from, to);
    assertThat(run("stat -c %d \"$1\"", from)).isNotEqualTo(run("stat -c %d \"$1\"", to));

    assertMovedBySharing(from.resolve("source"), to.resolve("target"));
  }

  @Test
  void copyFromAReadOnlySnapshot_shares() throws Exception {
    Path root = disks.directory("btrfs");
    Path image = root.resolve("image");
    Path snapshot = root.resolve("snapshot");
    run("btrfs -q subvolume create \"$1\"", image);
    byte[] contents = Contents.write(image.resolve("source"), LENGTH);
    run("btrfs -q subvolume snapshot -r \"$1\" \"$2\"", image, snapshot);

    MoveResult result =
        mover.copy(snapshot.resolve("source"), root.resolve("target"), MoveOptions.defaults());

    assertThat(methods(result)).containsOnlyKeys(CopyMethod.REFLINK);
    assertThat(root.resolve("target")).hasBinaryContent(contents);
  }

  /** One file system through two mounts: rename(2) answers EXDEV, and FICLONE works. */
  @OnThoseThatShare
  void moveBetweenTwoMountsOfOne_shares(String disk) throws Exception {
    Path root = disks.directory(disk);
    Path mounted = Files.createDirectory(root.resolve("mounted"));
    Path bound = Files.createDirectory(root.resolve("bound"));
    run("mount --bind \"$1\" \"$2\"", mounted, bound);
    try {
      assertMovedBySharing(root.resolve("source"), bound.resolve("target"));
    } finally {
      run("umount \"$1\"", bound);
    }
  }

  private void assertMovedBySharing(Path source, Path target) throws IOException {
    byte[] contents = Contents.write(source, LENGTH);
    Extents before = Extents.of(source);
    assertThat(Kernel.errnoOfRename(source, target)).isEqualTo(Errno.EXDEV);

    MoveResult result = mover.move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(methods(result)).isEqualTo(Map.of(CopyMethod.REFLINK, (long) LENGTH));
    assertThat(result.warnings()).isEmpty();
    assertThat(target).hasBinaryContent(contents);
    // With its source gone, it shares them with nobody.
    assertThat(Extents.of(target).places()).isEqualTo(before.places());
    assertThat(source).doesNotExist();
  }

  @OnThoseThatShare
  void never_sharesNothing(String disk) throws Exception {
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    byte[] contents = Contents.write(source, LENGTH);

    MoveResult result =
        mover.copy(source, target, with(CopyOptions.builder().reflink(Reflink.NEVER)));

    assertThat(methods(result)).doesNotContainKey(CopyMethod.REFLINK);
    assertThat(target).hasBinaryContent(contents);
    assertThat(Extents.of(source).any("shared")).isFalse();
    assertThat(Extents.of(target).any("shared")).isFalse();
    assertThat(Extents.of(target).overlaps(Extents.of(source))).isFalse();
  }

  /** Why {@link Reflink#NEVER} does without copy_file_range(2) too. */
  @OnThoseThatShare
  void copyFileRange_shares(String disk) throws Exception {
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    Contents.write(source, LENGTH);

    MoveResult result =
        mover.copy(
            source,
            target,
            with(CopyOptions.builder().methods(Set.of(CopyMethod.COPY_FILE_RANGE))));

    assertThat(methods(result)).isEqualTo(Map.of(CopyMethod.COPY_FILE_RANGE, (long) LENGTH));
    assertThat(Extents.of(target).all("shared")).isTrue();
  }

  @OnThoseThatShare
  void always_sharesSmallFilesToo(String disk) throws Exception {
    Path directory = disks.directory(disk);
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    // btrfs keeps files of up to 2 KiB in its tree.
    byte[] contents = Contents.write(source, 5000);

    mover.copy(source, target, with(CopyOptions.builder().reflink(Reflink.ALWAYS)));

    assertThat(target).hasBinaryContent(contents);
    assertThat(Extents.of(target)).isEqualTo(Extents.of(source));
    assertThat(Extents.of(target).all("shared")).isTrue();
  }
}
