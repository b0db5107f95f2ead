// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

/** What becomes of the source once the target is in place. */
public enum Disposal {
  /** It is removed: a move. */
  REMOVE,
  /** It stays: a copy. */
  KEEP
}
