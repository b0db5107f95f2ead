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

  /** Stores the target's name if asked for, then removes the source unless it is to be kept. */
  static void finish(MoveContext move) throws IOException {
    storeName(move);
    if (!move.keepsSource()) {
      remove(move);
      Syncing.directoryOf(move, move.source());
    }
  }

  /**
   * As {@link #finish}, but looks at the source's name right before it is removed.
   *
   * @param facts what the target was made from; anything else of that name stays
   */
  static void finishIfUnchanged(MoveContext move, FileStat facts) throws IOException {
    storeName(move);
    if (!move.keepsSource()) {
      removeIfUnchanged(move, facts);
      Syncing.directoryOf(move, move.source());
    }
  }

  static void storeName(MoveContext move) throws IOException {
    if (!move.isInPlace()) {
      Syncing.directoryOf(move, move.target());
    }
  }

  /**
   * Removes the source, and stores nothing.
   *
   * @param facts what the target was made from; anything else of that name stays
   */
  static void removeIfUnchanged(MoveContext move, FileStat facts) throws IOException {
    requireUnchanged(move, facts);
    remove(move);
  }

  static void requireUnchanged(MoveContext move, FileStat facts) throws IOException {
    try {
      SourceCheck.requireUnchanged(move, facts);
    } catch (ErrnoException e) {
      throw noting(move, e);
    }
  }

  private static void remove(MoveContext move) throws IOException {
    move.enter(MoveStep.REMOVE_SOURCE);
    Place source = move.source();
    try {
      move.calls().paths().unlinkat(source.dir(), source.path(), AtFlags.NONE);
    } catch (ErrnoException e) {
      throw noting(move, e);
    }
    move.reached(MoveState.MOVED);
  }

  /** A source that is gone already wasn't removed by us, but it is gone. */
  static ErrnoException noting(MoveContext move, ErrnoException failure) {
    if (failure.errno() == Errno.ENOENT) {
      move.reached(MoveState.MOVED);
    }
    return failure;
  }
}
