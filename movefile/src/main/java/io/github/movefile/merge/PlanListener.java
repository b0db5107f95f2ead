// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import java.io.IOException;

/** Hears what a merge would do. */
@FunctionalInterface
public interface PlanListener {
  /** Hears nothing. */
  PlanListener NONE = entry -> {};

  /**
   * An entry, in the order of {@link MergeListener#merged}.
   *
   * @param entry what would be done
   * @throws IOException ends the plan
   */
  void planned(PlannedEntry entry) throws IOException;
}
