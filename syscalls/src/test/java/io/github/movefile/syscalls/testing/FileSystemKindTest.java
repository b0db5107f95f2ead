// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is said of the file systems of a run is what statfs(2) and rename(2) say. */
class FileSystemKindTest {
  /** As stat(1) of coreutils names what {@code f_type} tells. */
  private static final Map<String, FileSystemKind> NAMES =
      Map.of(
          "ext2/ext3", FileSystemKind.EXT4,
          "btrfs", FileSystemKind.BTRFS,
          "xfs", FileSystemKind.XFS,
          "tmpfs", FileSystemKind.TMPFS,
          "overlayfs", FileSystemKind.OVERLAY);

  @AutoClose private final TempTree here = TempTree.create();
  @AutoClose private final TempTree there = TempTree.onOtherFileSystem();

  private static FileSystemKind kindByStatfs(Path file) {
    String name =
        Command.of("stat", "-f", "-c", "%T", file.toString()).run().requireSuccess().text();
    return NAMES.getOrDefault(name, FileSystemKind.OTHER);
  }

  @Test
  void kind_isThatOfStatfs() {
    assertThat(here.kind()).isEqualTo(kindByStatfs(here.path()));
    assertThat(there.kind()).isEqualTo(kindByStatfs(there.path()));
  }

  @Test
  void anotherMount_isOneToWhichNothingCanBeRenamed() throws IOException {
    Path source = here.file("f", "x");
    boolean isRefused = false;
    try {
      Files.move(source, there.path("f"), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      isRefused = true;
    }
    assertThat(TempTree.otherIsAnotherMount()).isEqualTo(isRefused);
  }
}
