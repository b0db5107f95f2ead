// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import java.io.IOException;

/**
 * Looks, right before the source is removed, whether its name still leads to what was copied.
 * Otherwise removing it would remove something that nobody has copied.
 */
final class SourceCheck {
  private SourceCheck() {}

  static FileStat look(MoveContext move) throws IOException {
    move.enter(MoveStep.CHECK_SOURCE);
    return FileFacts.stat(move, move.source());
  }

  static void requireUnchanged(MoveContext move, FileStat facts) throws IOException {
    if (look(move).isUnchangedButForNames(facts)) {
      return;
    }
    // Another mover may just be removing the name: that changes the inode, and is no other change.
    FileStat now = look(move);
    if (now.nlink() == 0 && facts.nlink() > 0) {
      throw new ErrnoException("statx", Errno.ENOENT);
    }
    throw changed();
  }

  static Refusal changed() {
    return new Refusal(
        MoveFailure.SOURCE_CHANGED, "the source was changed while it was copied", null);
  }
}
