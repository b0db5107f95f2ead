// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.it.inside.kernels.Ends;
import java.util.List;
import java.util.stream.Collectors;

/** The pairs of file systems that differ in what the kernel copies by itself. */
final class KernelPairs {
  private static final List<Pair> ALL =
      List.of(
          within(FileSystem.EXT4),
          within(FileSystem.XFS),
          within(FileSystem.BTRFS),
          Pair.of(FileSystem.EXT4, FileSystem.XFS),
          Pair.of(FileSystem.TMPFS, FileSystem.EXT4));

  private KernelPairs() {}

  private static Pair within(FileSystem fileSystem) {
    String name = fileSystem.label() + "→" + fileSystem.label();
    return new Pair(name, fileSystem.directory(), fileSystem.directory());
  }

  /** All of them, as the value of {@link Ends#PROPERTY}. */
  static String property() {
    return ALL.stream()
        .map(pair -> pair.source() + ":" + pair.target())
        .collect(Collectors.joining(","));
  }
}
