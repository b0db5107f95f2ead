// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.PlanListener;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.syscalls.RawPath;

/** Merges or plans by one worker and the defaults, for strace(1) to look on. */
final class MergeProgram {
  private MergeProgram() {}

  /**
   * Merges, or plans.
   *
   * @param args {@code merge} or {@code plan}, image, root
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    MergeOptions options = MergeOptions.builder().workers(1).build();
    RawPath image = RawPath.of(args[1]);
    RawPath root = RawPath.of(args[2]);
    switch (args[0]) {
      case "merge" -> TreeMerge.create().merge(image, root, options);
      case "plan" -> TreeMerge.create().plan(image, root, options, PlanListener.NONE);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
