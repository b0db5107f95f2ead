// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;

/**
 * What a merge needs of one file system of the root, as if nothing that is replaced were freed
 * before the end: every temp is counted, so that a merge which fits by these figures does not run
 * out of space half-way.
 *
 * @param directory a directory of the root on that file system, relative to the root; empty for the
 *     root itself
 * @param device its number
 * @param bytes bytes of new files and directories, in whole blocks, without holes
 * @param inodes new files, links, nodes and directories
 * @param bytesFreed bytes of the files that are replaced, free again at the end
 * @param bytesFree what the file system has for an ordinary user; {@link Long#MAX_VALUE} where
 *     blocks aren't counted
 * @param inodesFree how many inodes it has left; {@link Long#MAX_VALUE} where they aren't counted
 */
public record SpaceNeed(
    RawPath directory,
    long device,
    long bytes,
    long inodes,
    long bytesFreed,
    long bytesFree,
    long inodesFree) {

  /**
   * Whether the merge fits.
   *
   * @return false if bytes or inodes will run out
   */
  public boolean fits() {
    return bytes <= bytesFree && inodes <= inodesFree;
  }
}
