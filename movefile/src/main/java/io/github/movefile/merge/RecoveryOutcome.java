// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What a recovery has made of a root. */
public enum RecoveryOutcome {
  /** No transaction was cut off there, or only when there was nothing left for it to do. */
  NOTHING_TO_DO,
  /** The root is what it was before the transaction, and the image is complete. */
  ROLLED_BACK,
  /** The transaction is complete. */
  COMPLETED
}
