// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What becomes of the metadata of a directory that the root has already. */
public enum ExistingDirectories {
  /** It keeps its own: owner, mode, attributes and, as far as its entries allow, times. */
  KEEP,
  /** It takes the image's, also where a symbolic link leads to it. */
  UPDATE
}
