// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/**
 * A comparison, added up.
 *
 * @param entries how many entries the image or the manifest has
 * @param differences how many were told to the listener; an entry may have several
 */
public record VerifyReport(long entries, long differences) {
  /**
   * Whether the root has all that it should have, as it should be.
   *
   * @return true if nothing differs and all could be read
   */
  public boolean isEqual() {
    return differences == 0;
  }
}
