// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A second mount of a file system: rename(2) from one to the other answers EXDEV, yet both can
 * share extents, and copy_file_range(2) works on every kind.
 */
final class BindMount implements AutoCloseable {
  private final Path root;

  private BindMount(Path root) {
    this.root = root;
  }

  static BindMount of(LoopFileSystem original) throws IOException {
    Path root = Files.createDirectory(original.root().resolveSibling("bound"));
    Command.of("mount", "--bind", original.root().toString(), root.toString())
        .run()
        .requireSuccess();
    return new BindMount(root);
  }

  Path root() {
    return root;
  }

  @Override
  public void close() {
    Command.of("umount", root.toString()).run().requireSuccess();
  }
}
