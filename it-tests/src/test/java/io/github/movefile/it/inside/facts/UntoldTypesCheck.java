// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A file system whose directories don't tell the types of their entries: each is looked at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UntoldTypesCheck {
  private static final String UNTOLD = "ext4 without types";
  private static final String LIST =
      "cd \"$1\"; find . -mindepth 1 -printf '%P %y %s %m %T@ %l\\n' | sort";

  @AutoClose
  private final Disks disks =
      Disks.of("xfs").with(UNTOLD, LoopFileSystem.of("ext4").making("-O", "^filetype"));

  private Path image = Path.of("");
  private Path root = Path.of("");
  private List<String> expected = List.of();

  @BeforeEach
  void makeTrees() throws Exception {
    Path top = disks.directory(UNTOLD);
    image = Files.createDirectory(top.resolve("image"));
    root = Files.createDirectory(top.resolve("root"));
    run(
        "cd \"$1\"; mkdir -p new/sub/deep new/empty second; mkfifo new/fifo; ln -s sub/deep new/link;"
            + " for f in new/1 new/sub/2 new/sub/deep/3 second/4; do echo $f >$f; done;"
            + " find . -exec touch -hd 2001-02-03T04:05:06.7 {} +",
        image);
    expected = list(image);
  }

  @Test
  void kernelTellsNoType() throws Exception {
    PathCalls paths = Syscalls.system().paths();
    try (Fd dir = paths.openat(Fd.CWD, RawPath.of(image), OpenFlags.READ_ONLY, 0)) {
      assertThat(paths.getdents64(dir))
          .extracting(DirectoryEntry::type)
          .containsOnly(FileType.UNKNOWN);
    }
  }

  /** By one rename of the new directory, what is in it only counted. */
  @Test
  void merge_countsWhatCameWithItsDirectory() throws Exception {
    assertMerged(TreeMerge.create().merge(image, root, MergeOptions.defaults()), root);
  }

  @Test
  void merge_tellsEachEntryWithItsType() throws Exception {
    Map<String, FileType> types = new ConcurrentHashMap<>();
    MergeListener listener =
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {
            types.put(entry.planned().path().toString(), entry.planned().type());
          }
        };

    assertMerged(
        TreeMerge.create().merge(image, root, MergeOptions.builder().listener(listener).build()),
        root);

    assertThat(types)
        .containsEntry("new/fifo", FileType.FIFO)
        .containsEntry("new/link", FileType.SYMLINK)
        .containsEntry("new/sub/deep", FileType.DIRECTORY)
        .containsEntry("new/sub/deep/3", FileType.REGULAR)
        .hasSize(11);
  }

  @Test
  void merge_copiesToAnother() throws Exception {
    Path other = disks.directory("xfs");

    assertMerged(TreeMerge.create().merge(image, other, MergeOptions.defaults()), other);
  }

  private void assertMerged(MergeReport report, Path where) throws Exception {
    assertThat(report.warnings()).isEmpty();
    assertThat(report.newDirectories()).isEqualTo(5);
    assertThat(report.fileCount()).isEqualTo(6);
    assertThat(list(where)).isEqualTo(expected);
    assertThat(image).isEmptyDirectory();
  }

  /** The sizes of directories are the file system's own. */
  private static List<String> list(Path top) {
    return run(LIST, top).lines().map(line -> line.replaceFirst(" d \\d+ ", " d ")).toList();
  }
}
