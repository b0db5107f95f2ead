// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/**
 * The steps of a move, in their order but for three; an error tells where it happened. {@link
 * #CHECK_SOURCE} comes right after {@link #COPY}, and before {@link #REMOVE_SOURCE} of links, nodes
 * and hard links, and of files with {@link Durability#FSYNC}; {@link #INODE_FLAGS} also comes
 * before {@link #COPY}, where the flags are read; {@link #SYNC_DIRECTORY} also comes after {@link
 * #REMOVE_SOURCE}.
 */
public enum MoveStep {
  /** One look at source and target. */
  LOOK,
  /** rename(2) of the source to the target. */
  RENAME,
  /** Opening the source for reading. */
  OPEN_SOURCE,
  /** Making the temp file, link or node beside the target. */
  CREATE_TEMP,
  /** Copying the contents. */
  COPY,
  /** Setting owner and group. */
  OWNER,
  /** Setting extended attributes and ACLs. */
  XATTRS,
  /** Setting the permission bits. */
  MODE,
  /** Setting inode flags. */
  INODE_FLAGS,
  /** Setting the times. */
  TIMES,
  /** Looking whether the source is still what was copied. */
  CHECK_SOURCE,
  /** Storing the file on the device. */
  SYNC_FILE,
  /** rename(2) of the temp to the target. */
  PUBLISH,
  /** Storing the directories on the device. */
  SYNC_DIRECTORY,
  /** Removing the source. */
  REMOVE_SOURCE
}
