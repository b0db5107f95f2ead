// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;
import java.util.List;
import java.util.Optional;

/**
 * What a recovery has done.
 *
 * @param outcome what the root is now
 * @param image the image of the transaction, as it was named then; empty if there was none
 * @param kept files and directories of a completed transaction's image that stay, since they were
 *     changed after the transaction had read them, may not be removed, or aren't in the root:
 *     others have moved away, removed or replaced the directory that they were to come into,
 *     pointed a link to it elsewhere, or changed the new file itself; relative to the image
 * @param imageNotFound whether a completed transaction was to remove what it had merged from its
 *     image, and that isn't at its path any more, or another directory is there: nothing was
 *     removed, and files that are still in it may be the very files of the root, by hard links
 */
public record RecoveryReport(
    RecoveryOutcome outcome, Optional<RawPath> image, List<RawPath> kept, boolean imageNotFound) {

  /** Keeps a copy of the list. */
  public RecoveryReport {
    kept = List.copyOf(kept);
  }
}
