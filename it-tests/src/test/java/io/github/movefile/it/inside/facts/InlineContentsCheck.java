// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.Snapshot;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Contents that have no block of their own, since they are in the inode or in a tree, are no hole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InlineContentsCheck {
  @AutoClose
  private final Disks disks =
      Disks.of("btrfs", "xfs").with("ext4", LoopFileSystem.of("ext4").making("-O", "inline_data"));

  private final MoveFile mover = MoveFile.create();

  @ParameterizedTest(name = "{0}→{1}, {2} of {3} bytes, by {4}")
  @CsvSource({
    "ext4,xfs,60,60,SENDFILE",
    "ext4,xfs,60,60,READ_WRITE",
    "ext4,btrfs,60,3000,SENDFILE",
    "ext4,btrfs,60,3000,READ_WRITE",
    "btrfs,xfs,2000,2000,SENDFILE",
    "btrfs,ext4,2000,2000,READ_WRITE",
    "btrfs,xfs,2000,100000,READ_WRITE"
  })
  void contents_areKept(String from, String to, int data, long length, CopyMethod method)
      throws Exception {
    Path source = disks.directory(from).resolve("source");
    Path target = disks.directory(to).resolve("target");
    Contents.write(source, data);
    Shell.run("sync \"$1\"", source);
    if (length == data) {
      assertThat(Extents.of(source).all("inline")).isTrue();
      assertThat(Snapshot.blocks(source)).isLessThanOrEqualTo(8);
    }
    Shell.run("truncate -s " + length + " \"$1\"", source);
    CopyOptions copy = CopyOptions.builder().methods(Set.of(method)).build();

    mover.copy(source, target, MoveOptions.builder().copy(copy).build());

    assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    assertThat(Files.size(target)).isEqualTo(length);
  }
}
