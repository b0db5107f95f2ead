// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** File systems with room for the images and the root, each mounted when it is first asked for. */
final class Disks implements AutoCloseable {
  /** Blocks are taken from the machine as they are written. */
  private static final long SIZE = 3L << 30;

  private final Map<String, LoopFileSystem> mounted = new HashMap<>();

  /** A directory in which every user may write, on the one of that type. */
  Path of(String type) throws IOException {
    LoopFileSystem disk =
        mounted.computeIfAbsent(type, each -> LoopFileSystem.of(each).size(SIZE).mount());
    // Its parents are root's alone.
    Files.setPosixFilePermissions(
        disk.root().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(disk.root(), PosixFilePermissions.fromString("rwxrwxrwx"));
    return disk.root();
  }

  @Override
  public void close() {
    mounted.values().forEach(LoopFileSystem::close);
  }
}
