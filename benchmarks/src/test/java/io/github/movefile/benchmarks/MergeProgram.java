// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import java.nio.file.Path;

/** Merges a tree by one worker and the defaults, for strace(1) to look on. */
final class MergeProgram {
  private MergeProgram() {}

  /**
   * Merges.
   *
   * @param args image and root
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    MergeOptions options = MergeOptions.builder().workers(1).build();
    TreeMerge.create().merge(Path.of(args[0]), Path.of(args[1]), options);
  }
}
