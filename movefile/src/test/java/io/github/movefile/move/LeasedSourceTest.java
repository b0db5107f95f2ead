// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.syscalls.testing.WriteLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another process has a lease of the source, and gives it up when it is asked to. */
@Timeout(60)
class LeasedSourceTest {
  @AutoClose private final TempTree temp = TempTree.create();
  private final Path source = temp.file("source", "contents");
  private final Path target = temp.path("target");

  @Test
  void leasedSource_isCopied() throws IOException {
    try (WriteLease lease = WriteLease.of(source)) {
      MoveFile.create().copy(source, target, MoveOptions.defaults());

      lease.requireBroken();
    }
    assertThat(target).hasContent("contents");
    assertThat(source).hasContent("contents");
  }

  @Test
  void leasedSource_isStoredAndRenamed() throws IOException {
    MoveOptions durable = MoveOptions.builder().durability(Durability.FSYNC).build();
    try (WriteLease lease = WriteLease.of(source)) {
      MoveResult result = MoveFile.create().move(source, target, durable);

      assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
      lease.requireBroken();
    }
    assertThat(target).hasContent("contents");
    assertThat(Files.exists(source)).isFalse();
  }
}
