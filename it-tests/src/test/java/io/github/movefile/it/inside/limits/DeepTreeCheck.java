// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tree of 6,000 bytes' depth, longer than any path that a system call takes (PATH_MAX, 4,096),
 * with every type of file in each of its directories and hard links from top to bottom.
 */
class DeepTreeCheck {
  private static final int LENGTH = 6000;
  private static final int DEPTH = 40;
  private static final RawPath NAME = RawPath.of("d".repeat(LENGTH / DEPTH - 1));
  private static final RawPath FILE = RawPath.of("file");
  private static final RawPath LINKED = RawPath.of("linked");
  private static final RawPath SYMLINK = RawPath.of("symlink");
  private static final RawPath FIFO = RawPath.of("fifo");
  private static final XattrName ATTRIBUTE = XattrName.of("user.depth");

  private static final Syscalls SYSCALLS = Syscalls.system();
  private static final PathCalls CALLS = SYSCALLS.paths();
  private static final OpenFlags DIRECTORY =
      OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY).with(OpenFlags.NOFOLLOW);
  private static final OpenFlags CREATE =
      OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);

  /** Something to do in each directory. */
  private interface Visit {
    void at(Fd directory, int depth) throws IOException;
  }

  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "EXT4, EXT4", "BTRFS, BTRFS", "XFS, XFS"})
  void everything_arrives(Kind from, Kind to) throws IOException {
    try (LoopFileSystem first = from.large().mount();
        LoopFileSystem second = to.large().mount()) {
      Path image = Files.createDirectory(first.root().resolve("image"));
      Path root = Files.createDirectory((from == to ? first : second).root().resolve("root"));
      make(image);
      LeakCheckingSyscalls calls = new LeakCheckingSyscalls(SYSCALLS);

      MergeReport report =
          TreeMerge.using(calls.syscalls()).merge(image, root, MergeOptions.defaults());

      calls.assertNoLeaks();
      assertThat(report.warnings()).isEmpty();
      assertThat(report.newDirectories()).isEqualTo(DEPTH);
      assertThat(report.fileCount()).isEqualTo(4 * (DEPTH + 1));
      assertThat(image).isEmptyDirectory();
      assertArrived(root);
    }
  }

  private static void make(Path image) throws IOException {
    try (Fd top = CALLS.openat(Fd.CWD, RawPath.of(image), DIRECTORY, 0)) {
      walk(
          image,
          (directory, depth) -> {
            file(directory, FILE, depth);
            CALLS.symlinkat(FILE, directory, SYMLINK);
            CALLS.mknodat(directory, FIFO, FileType.FIFO, 0600, 0);
            if (depth == 0) {
              file(directory, LINKED, depth);
            } else {
              CALLS.linkat(top, LINKED, directory, LINKED, AtFlags.NONE);
            }
            if (depth < DEPTH) {
              CALLS.mkdirat(directory, NAME, 0750);
            }
          });
    }
  }

  private static void file(Fd directory, RawPath name, int depth) throws IOException {
    byte[] contents = Given.bytes(100 + depth);
    ByteBuffer buffer = ByteBuffer.allocateDirect(contents.length).put(contents).flip();
    try (Fd fd = CALLS.openat(directory, name, CREATE, 0640)) {
      SYSCALLS.data().pwrite(fd, buffer, 0);
      SYSCALLS.xattrs().fsetxattr(fd, ATTRIBUTE, new byte[] {(byte) depth}, XattrFlag.SET);
      SYSCALLS.data().fchown(fd, 1000 + depth, 2000 + depth);
    }
  }

  private static void assertArrived(Path root) throws IOException {
    FileStat linked = CALLS.statx(Fd.CWD, RawPath.of(root).resolve(LINKED), AtFlags.NONE);
    assertThat(linked.nlink()).isEqualTo(DEPTH + 1);
    walk(
        root,
        (directory, depth) -> {
          FileStat file = CALLS.statx(directory, FILE, AtFlags.SYMLINK_NOFOLLOW);
          assertThat(file.isRegular()).isTrue();
          assertThat(file.size()).isEqualTo(100 + depth);
          assertThat(file.uid()).isEqualTo(1000 + depth);
          assertContents(directory, depth);
          FileStat link = CALLS.statx(directory, LINKED, AtFlags.SYMLINK_NOFOLLOW);
          assertThat(link.isSameFile(linked)).as("hard link at %s", depth).isTrue();
          assertThat(CALLS.readlinkat(directory, SYMLINK)).isEqualTo(FILE);
          assertThat(CALLS.statx(directory, FIFO, AtFlags.NONE).type()).isEqualTo(FileType.FIFO);
          assertThat(SYSCALLS.data().fstat(directory).permissions())
              .isEqualTo(depth == 0 ? 0755 : 0750);
        });
  }

  private static void assertContents(Fd directory, int depth) throws IOException {
    try (Fd fd = CALLS.openat(directory, FILE, OpenFlags.READ_ONLY, 0)) {
      ByteBuffer read = ByteBuffer.allocateDirect(200);
      SYSCALLS.data().pread(fd, read, 0);
      byte[] bytes = new byte[read.flip().remaining()];
      read.get(bytes);
      assertThat(bytes).isEqualTo(Given.bytes(100 + depth));
      byte[] attribute = new byte[1];
      assertThat(SYSCALLS.xattrs().fgetxattr(fd, ATTRIBUTE, attribute)).isEqualTo(1);
      assertThat(attribute[0]).isEqualTo((byte) depth);
    }
  }

  /** From the top to the bottom, by one open directory at a time. */
  private static void walk(Path top, Visit visit) throws IOException {
    Fd directory = CALLS.openat(Fd.CWD, RawPath.of(top), DIRECTORY, 0);
    for (int depth = 0; depth <= DEPTH; depth++) {
      try (Fd here = directory) {
        visit.at(here, depth);
        if (depth < DEPTH) {
          directory = CALLS.openat(here, NAME, DIRECTORY, 0);
        }
      }
    }
  }
}
