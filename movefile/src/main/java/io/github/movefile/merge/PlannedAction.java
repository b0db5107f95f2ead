// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What a merge does with one entry of the image. */
public enum PlannedAction {
  /** A directory is made. */
  MAKE_DIRECTORY,
  /** A directory is merged into one that is there and keeps its metadata. */
  ENTER_DIRECTORY,
  /** A directory is merged into one that is there and takes the image's metadata. */
  UPDATE_DIRECTORY,
  /** A directory is merged into the one that a symbolic link inside the root leads to. */
  FOLLOW_LINK,
  /** A file, link or node gets a name that was free. */
  PLACE,
  /** A file, link or node takes the place of another one. */
  REPLACE,
  /** The root has it already. */
  LEAVE,
  /**
   * The name is protected: what the image has comes beside it, as {@code ._cfgNNNN_NAME}; as one of
   * several hard links in the place of the latest, if that is the same.
   */
  PROTECT,
  /** The name is protected, and the latest {@code ._cfgNNNN_NAME} is the same already. */
  LEAVE_PENDING,
  /** What has the name is renamed to {@code NAME.backup.NNNN} first. */
  BACK_UP,
  /** It stays in the image, with all that is below it. */
  SKIP,
  /** The merge fails here; only a plan tells it so. */
  REFUSE
}
