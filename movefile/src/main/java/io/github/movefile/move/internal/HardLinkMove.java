// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import java.io.IOException;
import java.util.List;

/** The target becomes a hard link of the first candidate that can be linked; the source goes. */
final class HardLinkMove implements MoveStrategy {
  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws IOException {
    List<Place> candidates = candidates(move, facts.source());
    if (candidates.isEmpty()) {
      return NotApplicable.IN_THIS_CASE; // no candidate for a hard link
    }
    ErrnoException lastRefusal = null;
    for (Place candidate : candidates) {
      move.enter(MoveStep.CREATE_TEMP);
      try (WalkedPlace walked = WalkedPlace.to(candidate, move.calls().paths())) {
        FileStat candidateFacts = FileFacts.stat(move, walked.place());
        boolean isSource = candidateFacts.isSameFile(facts.source());
        if (isSource && OwnerChange.isWanted(move.options(), facts.source())) {
          continue; // it has the owner that the target must not have
        }
        if (isSource && !move.keepsSource()) {
          return NotApplicable.IN_THIS_CASE; // a rename keeps the link to the candidate
        }
        if (candidateFacts.isRegular() && link(move, walked.place(), candidateFacts)) {
          SourceRemoval.finishIfUnchanged(move, facts.source());
          return Moved.by(
              MoveMethod.HARD_LINKED,
              facts.source(),
              candidateFacts.mtime(),
              candidateFacts.size());
        }
      } catch (ErrnoException e) {
        if (move.step() != MoveStep.CREATE_TEMP || !Unsupported.HARD_LINK.contains(e.errno())) {
          throw e;
        }
        lastRefusal = e;
      }
    }
    move.lose(Loss.HARD_LINK, "no candidate could be linked", lastRefusal);
    return new NotApplicable(lastRefusal); // no candidate could be linked
  }

  /** None for a source that can't go: a rename will say so. */
  private static List<Place> candidates(MoveContext move, FileStat source) {
    boolean goes = move.keepsSource() || !PinnedSource.isPinned(source);
    return source.isRegular() && goes ? move.hardLinks().candidatesFor(source) : List.of();
  }

  /** Links and publishes; false, with nothing published, if the name led elsewhere meanwhile. */
  private static boolean link(MoveContext move, Place candidate, FileStat facts)
      throws IOException {
    try (PendingTarget temp = PendingTarget.hardLink(move, candidate)) {
      if (!temp.look().isSameFile(facts)) {
        return false;
      }
      temp.storeHardLink();
      temp.publishHardLink();
      return true;
    }
  }
}
