// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import java.util.List;

/**
 * The metadata of a directory.
 *
 * @param mode its permission bits
 * @param uid its owner
 * @param gid its group
 * @param inodeFlags its flags, as of ioctl_iflags(2)
 * @param xattrs all its extended attributes
 */
public record DirectoryMetadata(
    int mode, int uid, int gid, int inodeFlags, List<JournalXattr> xattrs) {

  /** Keeps a copy of the list. */
  public DirectoryMetadata {
    xattrs = List.copyOf(xattrs);
  }
}
