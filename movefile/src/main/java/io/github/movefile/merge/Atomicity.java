// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What is seen of a merge that fails or is cut off. */
public enum Atomicity {
  /** Each file is old or new, whole; what was merged by then stays merged. */
  PER_FILE,
  /**
   * All or nothing: the root is what it was before, or all is merged. All new files are first made
   * under temp names and nothing of the image is removed; then they get their names, and what they
   * replace is kept until the last of them has. A failure is rolled back before the merge ends,
   * unless it comes when all is in place: then its state is {@link
   * io.github.movefile.move.MoveState#SOURCE_LEFT} or {@link
   * io.github.movefile.move.MoveState#MOVED}. One that was killed is completed or rolled back by
   * {@link TreeMerge#recover}; until then the root takes no further merge.
   *
   * <p>Rolled back, files and directories are what they were, but for the time of the last change
   * of their metadata ({@code ctime}), which nobody can set. What {@link
   * io.github.movefile.move.Durability} says decides whether that holds for a power cut, too.
   */
  TRANSACTION
}
