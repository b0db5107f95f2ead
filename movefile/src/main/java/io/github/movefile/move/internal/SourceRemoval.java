// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;

/** The last step of a move: the target is in place, and the source's name goes. */
final class SourceRemoval {
  private SourceRemoval() {}

  /** Stores the target's name if asked for, then removes the source unless it is to be kept. */
  static void finish(MoveContext move) throws ErrnoException {
    Syncing.directoryOf(move, move.target());
    if (move.keepsSource()) {
      return;
    }
    move.enter(MoveStep.REMOVE_SOURCE);
    Place source = move.source();
    move.calls().paths().unlinkat(source.dir(), source.path(), AtFlags.NONE);
    move.reached(MoveState.MOVED);
    Syncing.directoryOf(move, source);
  }
}
