// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No space is left for the contents. */
class FullFileSystemCheck {
  private static final int LARGE = 3_000_000;
  private static final int SPARE = 1 << 20;

  @AutoClose private final TempTree elsewhere = TempTree.create();

  @ParameterizedTest
  @CsvSource({
    "EXT4, READ_WRITE", "EXT4, SENDFILE",
    "BTRFS, READ_WRITE", "BTRFS, SENDFILE",
    "XFS, READ_WRITE", "XFS, SENDFILE"
  })
  void contentsThatFitInPart_leaveNothing(Kind kind, CopyMethod method) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Trial move = intoFull(full, LARGE).with(by(method));
      try (Ballast ballast = Ballast.on(full.root())) {
        ballast.fillBut(SPARE);
        move.failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, MoveStep.COPY);
      }
      move.succeeds();
    }
  }

  /** Of free space xfs makes inodes too. */
  @ParameterizedTest
  @CsvSource({"EXT4, COPY", "XFS, CREATE_TEMP"})
  void notOneByteIsLeft(Kind kind, MoveStep step) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Trial move = intoFull(full, 60_000);
      try (Ballast ballast = Ballast.on(full.root())) {
        ballast.fill();
        move.failsWith(MoveFailure.NO_SPACE, Errno.ENOSPC, step);
      }
      move.succeeds();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileOfAFullFileSystem_canLeaveIt(Kind kind) throws IOException {
    try (LoopFileSystem full = kind.small().mount()) {
      Trial move =
          Trial.of(
              Given.file(full.root().resolve("source"), LARGE),
              Given.old(elsewhere.path("target")));
      try (Ballast ballast = Ballast.on(full.root())) {
        ballast.fill();
        move.succeeds();
      }
    }
  }

  private Trial intoFull(LoopFileSystem full, int length) throws IOException {
    Path source = Given.file(elsewhere.path("source"), length);
    return Trial.of(source, Given.old(full.root().resolve("target")));
  }

  private static MoveOptions by(CopyMethod method) {
    CopyOptions copy = CopyOptions.builder().methods(Set.of(method)).build();
    return MoveOptions.builder().copy(copy).build();
  }
}
