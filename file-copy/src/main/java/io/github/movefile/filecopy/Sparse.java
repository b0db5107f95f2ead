// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/** What becomes of holes: ranges of a file that have no blocks and read as zeros. */
public enum Sparse {
  /** Holes of the source are holes of the target. */
  AUTO,
  /** Besides, each aligned block of 4 KiB that holds zeros only becomes a hole. */
  ALWAYS,
  /** The target has no hole: zeros are written for those of the source. */
  NEVER
}
