// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/**
 * What is done about the times of directories, which change with every entry that comes or goes.
 */
public enum DirectoryTimes {
  /** They aren't compared. */
  IGNORE,
  /** They must be equal, as those of a root that has nothing else. */
  COMPARE
}
