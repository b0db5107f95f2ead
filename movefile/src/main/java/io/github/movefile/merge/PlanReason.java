// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** Why a {@link PlannedAction} was chosen. */
public enum PlanReason {
  /** The root has nothing of that name. */
  NAME_IS_FREE,
  /** The root has a directory of that name. */
  DIRECTORY_IS_THERE,
  /** The root has a symbolic link to a directory inside it. */
  LINK_TO_DIRECTORY,
  /** The root has something else: another type, contents, owner, mode or attributes. */
  DIFFERS,
  /**
   * It was not compared, since that was not asked for, or it is one of several hard links, or the
   * very file that the root has.
   */
  NOT_COMPARED,
  /** Contents and metadata are equal, the time too. */
  SAME,
  /** Contents and metadata are equal; the time of change is set. */
  SAME_BUT_TIME,
  /** The admin's file is kept. */
  PROTECTED,
  /** The admin has removed the file. */
  REMOVED_BY_ADMIN,
  /** A directory meets something else. */
  COLLISION,
  /** A symbolic link leads nowhere inside the root, or out of it. */
  LINK_LEADS_NOWHERE,
  /**
   * The directory of the root is the image itself, or the very one that it was to get; or one that
   * was to be moved away for a file, and that the image is in.
   */
  IS_THE_IMAGE
}
