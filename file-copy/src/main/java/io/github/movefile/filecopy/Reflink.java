// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/** Whether blocks may be shared between source and target. */
public enum Reflink {
  /** Share where the file system can, copy elsewhere. */
  AUTO,
  /** Share or fail. */
  ALWAYS,
  /** Share nothing: neither by FICLONE nor by copy_file_range(2), which shares on xfs and btrfs. */
  NEVER
}
