// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.move.Durability;

/**
 * What a merge is.
 *
 * @param type of the file system that has the root
 * @param isAcross whether the image is on a file system of its own, whose power doesn't fail
 * @param directories what becomes of those that are there
 * @param durability what the merge stores
 */
record Setting(
    String type, boolean isAcross, ExistingDirectories directories, Durability durability) {
  @Override
  public String toString() {
    return type
        + (isAcross ? ", image elsewhere, " : ", image beside, ")
        + directories
        + ", "
        + durability;
  }
}
