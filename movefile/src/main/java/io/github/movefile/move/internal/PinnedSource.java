// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.FileStat;

/**
 * Refuses a source whose name nobody can remove, since it is immutable or append-only, as rename(2)
 * does within a file system: a copy would replace the target, and the source would still be there.
 */
final class PinnedSource implements MoveStrategy {
  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws Refusal {
    FileStat source = facts.source();
    if (move.keepsSource() || source.isDirectory() || !isPinned(source)) {
      return NotApplicable.IN_THIS_CASE; // no file that has to stay
    }
    move.enter(MoveStep.LOOK);
    String flag = source.isImmutable() ? "immutable" : "append-only";
    String reason = move.source().shown().quoted() + " is " + flag + " and can't be removed";
    throw new Refusal(MoveFailure.DENIED, reason, null);
  }

  static boolean isPinned(FileStat source) {
    return source.isImmutable() || source.isAppendOnly();
  }
}
