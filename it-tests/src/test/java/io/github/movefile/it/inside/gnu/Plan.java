// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.List;

/**
 * One random case.
 *
 * @param seed what all of it follows from
 * @param site where
 * @param user who runs the operation
 * @param files the world before, parents first
 * @param operation what is done
 * @param scene what the target is, in a word
 * @param subject the path of the source in the world; empty if it isn't one file of it
 * @param object the path of the target in the world
 */
record Plan(
    long seed,
    Site site,
    Users user,
    List<FileSpec> files,
    Operation operation,
    String scene,
    String subject,
    String object) {
  /** Whether GNU may open a FIFO to write to it, which waits for somebody who reads. */
  boolean mayWaitForEver() {
    return operation.verb().isInPlace() && scene.endsWith("FIFO");
  }

  /** "seed 17, ext4→xfs as root: mv -T, REGULAR over FULL_DIRECTORY". */
  String label() {
    return "seed "
        + seed
        + ", "
        + site.label()
        + " as "
        + user
        + ": "
        + operation.verb()
        + ", "
        + scene;
  }
}
