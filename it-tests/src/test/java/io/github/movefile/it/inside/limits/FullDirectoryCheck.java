// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A directory that has room for one short name more, but would have to grow for a long one, on a
 * file system that has no block left. The numbers are those of names of 46 bytes that leave such a
 * directory: ext4 has 988 bytes in a block of 1 KiB and takes 8 a name; xfs has some 330 in the
 * inode.
 */
class FullDirectoryCheck {
  private static final String LONG_NAME = "n".repeat(255);

  @AutoClose private final TempTree elsewhere = TempTree.create();

  /** The temp had room: its name is short. */
  @ParameterizedTest
  @CsvSource({"EXT4, 15", "XFS, 1"})
  void noRoomForTheNameOfACopy(Kind kind, int names) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Path source = Given.file(elsewhere.path("source"), 0);
      Trial move = Trial.of(source, directory(full, names).resolve(LONG_NAME));
      try (Ballast ballast = Ballast.on(full.root())) {
        move.before("renameat2", 2, ballast::fill)
            .failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.PUBLISH);
      }
      move.succeeds();
    }
  }

  @ParameterizedTest
  @CsvSource({"EXT4, 15", "XFS, 1"})
  void noRoomForTheNameOfARenamedFile(Kind kind, int names) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Path source = Given.file(full.root().resolve("source"), 5000);
      Trial move = Trial.of(source, directory(full, names).resolve(LONG_NAME));
      try (Ballast ballast = Ballast.on(full.root())) {
        move.before("renameat2", 1, ballast::fill)
            .failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.RENAME);
      }
      move.succeeds();
    }
  }

  @ParameterizedTest
  @CsvSource({"EXT4, 17", "XFS, 6"})
  void noRoomForTheNameOfATemp(Kind kind, int names) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Path source = Given.file(elsewhere.path("source"), 0);
      Trial move = Trial.of(source, directory(full, names).resolve(LONG_NAME));
      try (Ballast ballast = Ballast.on(full.root())) {
        ballast.fill();
        move.failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.CREATE_TEMP);
      }
      move.succeeds();
    }
  }

  /** The name is there already: nothing has to grow, and so it is a move as any other. */
  @ParameterizedTest
  @CsvSource({"EXT4, 12", "XFS, 0"})
  void fullDirectory_takesAFileInPlaceOfAnother(Kind kind, int names) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Path source = Given.file(full.root().resolve("source"), 5000);
      Path target = Given.old(directory(full, names).resolve(LONG_NAME));
      Trial move = Trial.of(source, target);
      try (Ballast ballast = Ballast.on(full.root())) {
        ballast.fill();
        move.succeeds();
      }
    }
  }

  private static Path directory(LoopFileSystem full, int names) throws IOException {
    Path directory = Files.createDirectory(full.root().resolve("directory"));
    for (int i = 0; i < names; i++) {
      Files.createFile(directory.resolve("%046d".formatted(i)));
    }
    return directory;
  }
}
