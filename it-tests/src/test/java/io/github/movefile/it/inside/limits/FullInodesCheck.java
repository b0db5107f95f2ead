// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No inode is left, though there is space. btrfs has no such limit. */
class FullInodesCheck {
  /** File systems that have a number of inodes. */
  enum Few {
    /** 11 of these are ext4's own. */
    EXT4,
    /** One hundredth of the space. */
    XFS;

    private LoopFileSystem mount() {
      LoopFileSystem.Plan plan =
          switch (this) {
            case EXT4 -> Kind.EXT4.small().making("-m", "0", "-N", "32");
            case XFS -> Kind.XFS.small().making("-i", "maxpct=1");
          };
      return plan.mount();
    }
  }

  @AutoClose private final TempTree elsewhere = TempTree.create();

  @ParameterizedTest
  @EnumSource
  void everyTypeOfFile_needsAnInode(Few few) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.path("link"), Path.of("text"));
    Path fifo = elsewhere.path("fifo");
    Syscalls.system().paths().mknodat(Fd.CWD, RawPath.of(fifo), FileType.FIFO, 0600, 0);
    List<Path> sources = List.of(Given.file(elsewhere.path("file"), 5000), link, fifo);
    try (LoopFileSystem full = few.mount()) {
      Path target = Given.old(full.root().resolve("target"));
      Path room = Files.createDirectory(full.root().resolve("room"));
      for (Path source : sources) {
        Files.createFile(room.resolve(source.getFileName()));
      }
      takeAllInodes(full.root());
      for (Path source : sources) {
        SampleFiles.stamp(source);
        Trial.of(source, target)
            .failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.CREATE_TEMP);
      }
      for (Path source : sources) {
        Files.delete(room.resolve(source.getFileName()));
      }
      // xfs removes inodes behind the scenes, but has done so before it is read-only.
      full.remount("ro");
      full.remount("rw");
      for (Path source : sources) {
        Trial.of(source, target).succeeds();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void renamedOrLinkedFile_needsNone(Few few) throws IOException {
    try (LoopFileSystem full = few.mount()) {
      Path first = Given.file(full.root().resolve("first"), 5000);
      Path target = Given.old(full.root().resolve("target"));
      Path source = Given.file(elsewhere.path("source"), 5000);
      takeAllInodes(full.root());
      MoveOptions linking =
          MoveOptions.builder().hardLinkCandidates(List.of(RawPath.of(first))).build();

      Trial move = Trial.of(source, target);
      move.failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.CREATE_TEMP);
      Trial.of(first, full.root().resolve("second")).succeeds();
      Trial.of(full.root().resolve("second"), first).succeeds();
      assertThat(move.with(linking).succeeds().method()).isEqualTo(MoveMethod.HARD_LINKED);
    }
  }

  private static void takeAllInodes(Path root) throws IOException {
    Path directory = root.resolve("taken");
    Files.createDirectory(directory);
    try {
      for (int i = 0; ; i++) {
        RawPath name = RawPath.of(directory.resolve(Integer.toString(i)));
        Syscalls.system().paths().mknodat(Fd.CWD, name, FileType.REGULAR, 0600, 0);
      }
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.ENOSPC);
    }
  }
}
