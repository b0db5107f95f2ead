// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;

/**
 * Decides what is done where image and root have things of different kinds under one name, one of
 * which is a directory. Has to answer the same for the same question: it is asked for a plan and
 * again when that is carried out, by several threads.
 */
@FunctionalInterface
public interface CollisionPolicy {
  /** The merge fails at such an entry. */
  CollisionPolicy FAIL = collision -> Decision.FAIL;

  /** What the root has is renamed to {@code NAME.backup.NNNN}, the first number that is free. */
  CollisionPolicy BACKUP = collision -> Decision.BACKUP;

  /**
   * Decides of one entry.
   *
   * @param collision what meets
   * @return what is done
   */
  Decision decide(Collision collision);

  /** What may be done. */
  enum Decision {
    /** The merge fails. */
    FAIL,
    /** What the root has is kept as {@code NAME.backup.NNNN}. */
    BACKUP,
    /** What the root has stays; the entry, with all that is below it, stays in the image. */
    SKIP
  }

  /**
   * A directory against something else.
   *
   * @param path relative to the root
   * @param image what the image has
   * @param root what the root has, a link itself and not what it leads to
   */
  record Collision(RawPath path, FileType image, FileType root) {}
}
