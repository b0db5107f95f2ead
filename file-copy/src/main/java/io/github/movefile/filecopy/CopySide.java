// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/** The file that a failure is about. */
public enum CopySide {
  /** The file that is read. */
  SOURCE,
  /** The file that is written. */
  TARGET,
  /** One of the two: the kernel worked on both and doesn't tell. */
  EITHER
}
