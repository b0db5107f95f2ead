// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** What a failed move has left. No state has a target that is neither the old nor the new file. */
public enum MoveState {
  /** Source and target are as they were, and no temp is left. */
  UNCHANGED,
  /**
   * Source and target are as they were; a temp could not be removed. A suppressed exception names
   * it. So it is in an append-only directory, where nobody can rename or remove what is there.
   */
  TEMP_LEFT,
  /**
   * The target is the complete new file, and the source is still there too. Of a transaction: all
   * is in place in the root, and something is left in the image. After {@link
   * MoveFailure#LOSS_REFUSED} that is the end of it, and nothing is to be recovered; after any
   * other failure a recovery of the root removes the rest.
   */
  SOURCE_LEFT,
  /**
   * A transaction could neither be completed nor be undone: some of its files may be in place and
   * others not. All old and all new files are there, and a recovery of the root sorts them out. Of
   * one file: the source, of which the target was another name, could not be given its own name
   * back. The reason tells which one it has.
   */
  RECOVERY_NEEDED,
  /** The move is done, or all of the transaction; something that was to follow it failed. */
  MOVED
}
