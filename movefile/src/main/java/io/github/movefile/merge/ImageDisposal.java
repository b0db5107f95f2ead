// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What becomes of the image. */
public enum ImageDisposal {
  /** What is merged is gone from it, emptied directories too; the image's own directory stays. */
  CONSUME,
  /** It stays as it is. */
  KEEP
}
