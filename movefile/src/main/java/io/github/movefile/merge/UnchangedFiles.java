// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What is done with a file that the root has already, equal in contents and metadata. */
public enum UnchangedFiles {
  /**
   * The file of the root stays, and takes the image's time of change. Equal are type, contents or
   * link text, mode, owner and the extended attributes that travel.
   *
   * <p>Two kinds are replaced all the same: what meets a regular file of the image that has several
   * names (hard links), which is never compared; and a file of the root that has other names and
   * another time, since to set it would change the other names, too.
   */
  LEAVE,
  /** Nothing is compared; what has the name is replaced. */
  REPLACE
}
