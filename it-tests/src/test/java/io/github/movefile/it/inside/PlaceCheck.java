// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import org.junit.jupiter.api.Test;

/** Part of every run in a container: that its tests have their files where its label says. */
class PlaceCheck {
  @Test
  void sources_areInTheDirectoryOfTheRun() {
    try (TempTree tree = TempTree.create()) {
      assertThat(tree.path()).startsWithRaw(InsideProperties.source());
    }
  }

  @Test
  void targets_areInTheOtherDirectoryOfTheRun() {
    try (TempTree tree = TempTree.onOtherFileSystem()) {
      assertThat(tree.path()).startsWithRaw(InsideProperties.target());
    }
  }

  @Test
  void rename_isRefusedUnlessBothAreOneDirectory() {
    assertThat(TempTree.otherIsAnotherMount())
        .isEqualTo(!InsideProperties.source().equals(InsideProperties.target()));
  }
}
