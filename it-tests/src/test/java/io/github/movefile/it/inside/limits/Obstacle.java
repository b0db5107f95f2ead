// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.file.Path;

/** Something that comes in the way of a move that is under way, and goes again. */
enum Obstacle {
  /** Another process takes all space. */
  FULL(MoveFailure.NO_SPACE, Errno.ENOSPC) {
    @Override
    boolean raise(LoopFileSystem fileSystem) throws IOException {
      Ballast.on(fileSystem.root()).fill();
      return true;
    }

    @Override
    void clear(LoopFileSystem fileSystem) throws IOException {
      Ballast.on(fileSystem.root()).close();
    }
  },

  /** The administrator makes it read-only, which the kernel refuses while a file is written to. */
  READ_ONLY(MoveFailure.READ_ONLY, Errno.EROFS) {
    @Override
    boolean raise(LoopFileSystem fileSystem) {
      String root = fileSystem.root().toString();
      CommandResult remounted = Command.of("mount", "-o", "remount,ro", root).run();
      if (remounted.exitCode() != 0) {
        assertThat(remounted.errorText()).contains("busy");
      }
      return remounted.exitCode() == 0;
    }

    @Override
    void clear(LoopFileSystem fileSystem) {
      fileSystem.remount("rw");
    }
  },

  /**
   * The device is gone: every call fails from now on, and what was not stored is lost. As after a
   * power cut, a mount finds what was stored. Not on btrfs (Linux 6.18).
   */
  SHUT_DOWN(MoveFailure.OTHER, Errno.EIO) {
    @Override
    boolean raise(LoopFileSystem fileSystem) {
      Command.of("xfs_io", "-x", "-c", "shutdown", fileSystem.root().toString())
          .run()
          .requireSuccess();
      return true;
    }

    @Override
    void clear(LoopFileSystem fileSystem) {
      Path root = fileSystem.root();
      Path image = root.resolveSibling("image");
      Command.of("umount", root.toString()).run().requireSuccess();
      Command.of("mount", "-o", "loop", image.toString(), root.toString()).run().requireSuccess();
    }
  };

  private final MoveFailure kind;
  private final Errno errno;

  Obstacle(MoveFailure kind, Errno errno) {
    this.kind = kind;
    this.errno = errno;
  }

  /** Raises it, now; false if that can't be just now. */
  abstract boolean raise(LoopFileSystem fileSystem) throws IOException;

  /** Removes it, even if it could not be raised. */
  abstract void clear(LoopFileSystem fileSystem) throws IOException;

  /** A failure names this obstacle, and nothing else. */
  void assertNamedBy(MoveException failure) {
    assertThat(failure.errno()).as("errno of %s", failure).contains(errno);
    assertThat(failure.failure()).as("kind of %s", failure).isEqualTo(kind);
  }
}
