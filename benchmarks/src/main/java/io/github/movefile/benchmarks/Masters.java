// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The trees that are copied and never touched, each made when it is first asked for. */
final class Masters {
  private final Path directory;
  private final TreeShape shared;
  private final Map<TreeShape, Master> made = new HashMap<>();

  /**
   * One tree, with what is known of it.
   *
   * @param tree its top
   * @param check compares with it
   */
  record Master(Path tree, FidelityCheck check) {}

  /**
   * Begins with none.
   *
   * @param directory where they are made
   * @param shared the tree of workloads that don't ask for another one
   */
  Masters(Path directory, TreeShape shared) {
    this.directory = directory;
    this.shared = shared;
  }

  Master of(Workload workload) throws IOException {
    TreeShape shape = workload.ownTree().orElse(shared);
    Master master = made.get(shape);
    if (master == null) {
      Path tree = directory.resolve("tree-" + made.size());
      TreeGenerator.generate(tree, shape);
      master = new Master(tree, new FidelityCheck(TreeFacts.of(tree)));
      made.put(shape, master);
    }
    return master;
  }
}
