// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two directories of two projects on one xfs: neither rename(2) nor link(2) crosses from one to the
 * other, whatever {@code st_dev} says and whether or not quotas are counted, since the files below
 * inherit the project.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectsCheck {
  @AutoClose private final Disks disks = Disks.of("xfs");
  private final MoveFile mover = MoveFile.create();
  private Path one = Path.of("");
  private Path two = Path.of("");

  @BeforeEach
  void makeProjects() {
    one = disks.directory("xfs");
    two = disks.directory("xfs");
    run("chattr -p 11 +P \"$1\"; chattr -p 12 +P \"$2\"", one, two);
  }

  private static String project(Path file) {
    return run("lsattr -d -p \"$1\"", file).strip().split(" +", 2)[0];
  }

  private Path richFile(String name) {
    Path file = one.resolve(name);
    Contents.write(file, 1 << 20);
    run(
        "chown 12345:23456 \"$1\"; setfacl -m u:1:rwx \"$1\"; chmod u+s \"$1\";"
            + " setcap cap_chown+ep \"$1\"; setfattr -n user.a -v 1 \"$1\";"
            + " touch -a -d '2037-03-04 05:06:07.123456789 UTC' \"$1\";"
            + " touch -m -d '2001-02-03 04:05:06.987654321 UTC' \"$1\"",
        file);
    return file;
  }

  @Test
  void file_isCopiedByReflink_withAllThatItHas() throws Exception {
    Path source = richFile("source");
    Path target = two.resolve("target");
    List<String> places = Extents.of(source).places();
    assertThat(project(source)).isEqualTo("11");
    assertThat(Kernel.device(one)).isEqualTo(Kernel.device(two));
    assertThat(Kernel.errnoOfRename(source, target)).isEqualTo(Errno.EXDEV);
    assertThat(Kernel.errnoOfLink(source, target)).isEqualTo(Errno.EXDEV);
    Before before = Before.of(source, target);

    MoveResult result = mover.move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.copy().orElseThrow().methods()).containsOnlyKeys(CopyMethod.REFLINK);
    assertThat(result.warnings()).isEmpty();
    before.assertTargetIsTheSource();
    assertThat(Extents.of(target).places()).isEqualTo(places);
    assertThat(project(target)).isEqualTo("12");
    assertThat(one).isEmptyDirectory();
  }

  @Test
  void hardLinkIntoAnotherProject_isALossAndACopy() throws Exception {
    Path candidate = richFile("candidate");
    Path source = richFile("source");
    Path target = two.resolve("target");
    Before before = Before.of(source, target);

    MoveResult result =
        mover.move(
            source,
            target,
            MoveOptions.builder().hardLinkCandidates(List.of(RawPath.of(candidate))).build());

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.warnings())
        .extracting(MoveWarning::loss)
        .containsExactly(MoveWarning.Loss.HARD_LINK);
    before.assertTargetIsTheSource();
  }

  @Test
  void directory_takesAMerge() throws Exception {
    Path directory = Files.createDirectory(one.resolve("directory"));
    Files.move(richFile("file"), directory.resolve("file"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    run("mkfifo \"$1\"", directory.resolve("fifo"));
    Before before = Before.of(directory, two.resolve("directory"));

    assertThat(before.failureOfMove(MoveOptions.defaults()).failure())
        .isEqualTo(MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS);
    MergeReport report = TreeMerge.create().merge(one, two, MergeOptions.defaults());

    assertThat(report.warnings()).isEmpty();
    assertThat(project(two.resolve("directory/file"))).isEqualTo("12");
    assertThat(Files.readSymbolicLink(two.resolve("directory/link"))).hasToString("file");
    assertThat(two.resolve("directory/fifo")).exists();
    assertThat(one).isEmptyDirectory();
  }
}
