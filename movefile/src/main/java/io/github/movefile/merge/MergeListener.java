// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.RawPath;

/**
 * Hears of each entry that was merged, in the order in which it was. Called by the merging thread.
 */
public interface MergeListener {
  /** Hears nothing. */
  MergeListener NONE =
      new MergeListener() {
        @Override
        public void directory(RawPath path, boolean isNew) {
          // nobody asked
        }

        @Override
        public void file(RawPath path, MoveResult result) {
          // nobody asked
        }
      };

  /**
   * A directory is complete.
   *
   * @param path relative to the root
   * @param isNew whether it was made
   */
  void directory(RawPath path, boolean isNew);

  /**
   * A file, link or node is in place.
   *
   * @param path relative to the root
   * @param result how it came there
   */
  void file(RawPath path, MoveResult result);
}
