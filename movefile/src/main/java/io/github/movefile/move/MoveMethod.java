// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** How the target came to be. */
public enum MoveMethod {
  /** By rename(2): the same inode under a new name. */
  RENAMED,
  /** A hard link to a candidate, or to a target that was a link of the source already. */
  HARD_LINKED,
  /** A new regular file with the contents and metadata of the source. */
  COPIED,
  /** A new symbolic link. */
  SYMLINK_RECREATED,
  /** A new FIFO, socket node or device node. */
  NODE_RECREATED
}
