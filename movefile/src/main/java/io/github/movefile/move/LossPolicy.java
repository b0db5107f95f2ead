// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** What is done when some metadata can't be kept on the target's file system. */
public enum LossPolicy {
  /** The move goes on, and its result tells each loss as a {@link MoveWarning}. */
  WARN,
  /**
   * The move fails ({@link MoveFailure#LOSS_REFUSED}); nothing is changed. Two losses can't be
   * known before: a time that is asked for and refused on a file that was renamed ({@link
   * MoveState#MOVED}); and a file of an image that a transaction has merged and can't remove
   * ({@link MoveState#SOURCE_LEFT}), when the root is complete and other files of the image are
   * gone. That root needs no recovery, and what is left in the image is the caller's to remove; a
   * merge listener hears of each.
   */
  FAIL
}
