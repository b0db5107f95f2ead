// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** What is done with a directory of the image where the root has a symbolic link to one. */
public enum DirectoryLinks {
  /**
   * The directory is merged into what the link leads to, with the root taken for {@code /}, and the
   * link stays: as on systems where {@code /lib} is a link to {@code usr/lib}. Never does it lead
   * out of the root.
   */
  FOLLOW_INSIDE,
  /** It is a collision of types, and {@link CollisionPolicy} decides. */
  REFUSE
}
