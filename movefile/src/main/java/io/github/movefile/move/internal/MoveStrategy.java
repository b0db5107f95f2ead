// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to move one file. It moves the file, says that it isn't the way for it, or fails. */
interface MoveStrategy {
  /**
   * Tries this way.
   *
   * @param move what to do; gets the step, the state and the warnings
   * @param facts source and target as they were a moment ago
   * @return {@link Moved}, or {@link NotApplicable} with nothing changed
   * @throws IOException if the file can't be moved at all
   */
  Attempt attempt(MoveContext move, FileFacts facts) throws IOException;

  /** What came of it. */
  sealed interface Attempt permits Moved, NotApplicable {}

  /**
   * The target is in place, and the source is gone unless it was to be kept.
   *
   * @param method how
   * @param source what the target was made from: what was looked at, or what it has become since
   * @param mtime the target's time of change
   * @param bytes length of a regular file
   * @param copy how contents were copied
   */
  record Moved(
      MoveMethod method, FileStat source, Timespec mtime, long bytes, Optional<CopyResult> copy)
      implements Attempt {
    static Moved by(MoveMethod method, FileStat source, Timespec mtime, long bytes) {
      return new Moved(method, source, mtime, bytes, Optional.empty());
    }
  }

  /**
   * Another way has to be taken.
   *
   * @param cause the call that said so, or null
   */
  record NotApplicable(@Nullable ErrnoException cause) implements Attempt {
    /** It isn't for files, or options, like these. */
    static final NotApplicable IN_THIS_CASE = new NotApplicable(null);
  }
}
