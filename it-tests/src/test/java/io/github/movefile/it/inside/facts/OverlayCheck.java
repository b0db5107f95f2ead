// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An overlay whose layers are on two file systems, with the files of the test in the lower one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverlayCheck {
  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs");
  private final MoveFile mover = MoveFile.create();
  private Path lower = Path.of("");
  private Path upper = Path.of("");
  private Path merged = Path.of("");

  @BeforeEach
  void mount() throws Exception {
    Path layers = disks.directory("ext4");
    lower = disks.directory("btrfs");
    upper = Files.createDirectory(layers.resolve("upper"));
    Path work = Files.createDirectory(layers.resolve("work"));
    merged = Files.createDirectory(layers.resolve("merged"));
    lowerFile("file");
    Files.createDirectory(lower.resolve("directory"));
    lowerFile("directory/file");
    run(
        "mount -t overlay -o lowerdir=\"$1\",upperdir=\"$2\",workdir=\"$3\",redirect_dir=off,"
            + "xino=off overlay \"$4\"",
        lower,
        upper,
        work,
        merged);
  }

  private void lowerFile(String name) {
    Path file = lower.resolve(name);
    Contents.write(file, 100_000);
    run(
        "setfattr -n user.a -v 1 \"$1\"; setfacl -m u:1:rwx \"$1\"; chmod u+s \"$1\";"
            + " touch -d '2037-03-04 05:06:07.123456789 UTC' \"$1\"",
        file);
  }

  @AfterEach
  void unmount() {
    run("umount \"$1\"", merged);
  }

  /** A guess from {@code st_dev} would take them for two file systems. */
  @Test
  void file_isRenamed_althoughItsDeviceIsNotThatOfItsDirectory() throws Exception {
    Path source = merged.resolve("file");
    Path target = merged.resolve("target");
    assertThat(Kernel.device(source)).isNotEqualTo(Kernel.device(merged));
    Before before = Before.of(source, target);

    assertThat(mover.move(source, target).method()).isEqualTo(MoveMethod.RENAMED);

    before.assertTargetIsTheSource();
    assertThat(source).doesNotExist();
    assertThat(lower.resolve("file")).exists();
  }

  /** A guess from {@code st_dev} would expect a rename. */
  @Test
  void directory_isNotRenamed_althoughItIsOneFileSystem() throws Exception {
    Path source = merged.resolve("directory");
    Path target = merged.resolve("target");
    assertThat(Kernel.device(source)).isEqualTo(Kernel.device(merged));
    assertThat(Kernel.errnoOfRename(source, target)).isEqualTo(Errno.EXDEV);

    assertThat(Before.of(source, target).failureOfMove(MoveOptions.defaults()).failure())
        .isEqualTo(MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS);
    Files.createDirectory(target);
    Before before = Before.of(source.resolve("file"), target.resolve("file"));
    MergeReport report = TreeMerge.create().merge(source, target, MergeOptions.defaults());

    assertThat(report.warnings()).isEmpty();
    before.assertTargetIsTheSource();
    assertThat(source).isEmptyDirectory();
  }

  @Test
  void fileOfTheLowerLayer_isMovedOut() throws Exception {
    Path source = merged.resolve("file");
    Path target = disks.directory("btrfs").resolve("target");
    Before before = Before.of(source, target);

    MoveResult result = mover.move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.warnings()).isEmpty();
    before.assertTargetIsTheSource();
    assertThat(source).doesNotExist();
    assertThat(lower.resolve("file")).exists();
  }

  @Test
  void fileOfTheLowerLayer_isReplaced() throws Exception {
    Path source = disks.directory("btrfs").resolve("source");
    Contents.write(source, 5000);
    Before before = Before.of(source, merged.resolve("file"));

    mover.move(source, merged.resolve("file"));

    before.assertTargetIsTheSource();
    assertThat(Files.size(lower.resolve("file"))).isEqualTo(100_000);
  }

  /** As who builds an image of layers meets it. */
  @Test
  void notesOfTheOverlay_stayBehind() throws Exception {
    mover.move(merged.resolve("file"), merged.resolve("target"));
    Path source = upper.resolve("target");
    assertThat(attributes(source)).contains("trusted.overlay.", "user.a");
    Path target = disks.directory("btrfs").resolve("target");

    MoveResult result = mover.copy(source, target, MoveOptions.defaults());

    assertThat(result.warnings()).isEmpty();
    assertThat(attributes(target)).contains("user.a").doesNotContain("overlay");
  }

  private static String attributes(Path file) {
    return run("getfattr -h -m - --absolute-names \"$1\"", file);
  }
}
