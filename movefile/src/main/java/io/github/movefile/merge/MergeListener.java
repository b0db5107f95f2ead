// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveState;
import java.io.IOException;

/** Hears how a merge goes. */
public interface MergeListener {
  /** Hears nothing. */
  MergeListener NONE = new MergeListener() {};

  /**
   * An entry is done. The order is always the same, however many workers there are: a directory
   * comes before what it holds, names go by their bytes; but symbolic links whose text has a slash,
   * and directories that go through a link of the root, come last. One thread at a time calls.
   *
   * <p>If the merge fails, the entries that are done, but whose turn had not come, are told before
   * it throws, in the same order; not to a listener that has thrown itself.
   *
   * <p>In a transaction it is told when the entry is there under a temp name: what was told counts
   * once the merge has returned, and not at all if it fails; but for a failure that comes when all
   * is in place: its state is {@link MoveState#SOURCE_LEFT} or {@link MoveState#MOVED}.
   *
   * @param entry what was done
   * @throws IOException if the listener can't keep up, as with a full disk: the merge ends
   */
  default void merged(MergedEntry entry) throws IOException {
    // nobody asked
  }

  /**
   * A file or directory of the image stays there though a transaction has merged it. All is in
   * place in the root by now, and the merge is about to return, with this among its warnings, or to
   * fail ({@link LossPolicy#FAIL}). One thread calls, in the order of the paths' bytes.
   *
   * @param warning which, relative to image and root alike, and why
   */
  default void sourceKept(MergeWarning warning) {
    // nobody asked
  }

  /**
   * Something went on. Called by all workers, also at once; should return soon.
   *
   * @param progress how far it is
   */
  default void progress(MergeProgress progress) {
    // nobody asked
  }

  /**
   * Whether {@link MergedEntry#manifest()} is wanted. It costs a look at each entry in the root,
   * and symbolic links there are read.
   *
   * @return true unless overridden
   */
  default boolean wantsManifest() {
    return true;
  }
}
