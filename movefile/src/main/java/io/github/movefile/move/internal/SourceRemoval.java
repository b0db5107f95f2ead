// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import java.io.IOException;

/** The last step of a move: the target is in place, and the source's name goes. */
final class SourceRemoval {
  private SourceRemoval() {}

  /**
   * Stores the target's name if asked for, then removes the source unless it is to be kept.
   *
   * @param facts what the target was made from; anything else of that name stays
   */
  static void finish(MoveContext move, FileStat facts) throws IOException {
    Syncing.directoryOf(move, move.target());
    if (move.keepsSource()) {
      return;
    }
    try {
      SourceCheck.requireUnchanged(move, facts);
      move.enter(MoveStep.REMOVE_SOURCE);
      Place source = move.source();
      move.calls().paths().unlinkat(source.dir(), source.path(), AtFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        move.reached(MoveState.MOVED); // not by us, but it is gone
      }
      throw e;
    }
    move.reached(MoveState.MOVED);
    Syncing.directoryOf(move, move.source());
  }
}
