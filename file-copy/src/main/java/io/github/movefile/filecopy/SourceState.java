// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/** Whether somebody wrote to the source while it was copied. */
public enum SourceState {
  /** Nothing was noticed. */
  UNCHANGED,
  /** It shrank, grew or was written to: the target may hold a mixture of old and new contents. */
  CHANGED
}
