// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A reflink shares the extents of its source. */
class SharedExtentsCheck {
  @Test
  void mounted() {
    try (LoopFileSystem xfs = LoopFileSystem.mount("xfs")) {
      assertThat(Files.isDirectory(xfs.root())).isTrue();
    }
  }
}
