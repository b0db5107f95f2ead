// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file system of its own kind in a file, mounted through a loop device until it is closed. */
final class LoopFileSystem implements AutoCloseable {
  private static final long SIZE = 512L << 20;

  private final TempTree temp;
  private final Path root;

  private LoopFileSystem(TempTree temp, Path root) {
    this.temp = temp;
    this.root = root;
  }

  /** Makes and mounts one; skips the test, or fails it, where that is impossible. */
  static LoopFileSystem mount(String type) throws IOException {
    Requirements.root();
    Requirements.command("mount", "umount", "mkfs." + type);
    TempTree temp = TempTree.create();
    try {
      Path image = temp.path("image");
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength(SIZE);
      }
      Command.of("mkfs." + type, "-q", image.toString()).run().requireSuccess();
      Path root = temp.directory("root");
      CommandResult mounted =
          Command.of("mount", "-t", type, "-o", "loop", image.toString(), root.toString()).run();
      Requirements.need(mounted.exitCode() == 0, "loop devices for " + type + ": " + mounted);
      return new LoopFileSystem(temp, root);
    } catch (IOException | RuntimeException | Error e) {
      temp.close();
      throw e;
    }
  }

  Path root() {
    return root;
  }

  /** Unmounts, which gives the loop device back, and removes the image. */
  @Override
  public void close() {
    CommandResult unmounted = Command.of("umount", root.toString()).run();
    if (unmounted.exitCode() != 0) {
      // Removing the tree now would only empty the file system.
      Command.of("umount", "-l", root.toString()).run().requireSuccess();
    }
    temp.close();
    unmounted.requireSuccess();
  }
}
