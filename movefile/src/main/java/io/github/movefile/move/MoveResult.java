// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.syscalls.Timespec;
import java.util.List;
import java.util.Optional;

/**
 * A move that succeeded.
 *
 * @param method how the target came to be
 * @param mtime the target's time of change
 * @param bytes length of the file in bytes; 0 for what isn't a regular file
 * @param copy how the contents were copied, for {@link MoveMethod#COPIED}
 * @param warnings what could not be kept; empty for a faithful move
 */
public record MoveResult(
    MoveMethod method,
    Timespec mtime,
    long bytes,
    Optional<CopyResult> copy,
    List<MoveWarning> warnings) {

  /**
   * The target's time of change as portage's {@code movefile} returns it.
   *
   * @return ns since 1970, saturated outside the years 1678 to 2261
   */
  public long mtimeNanos() {
    return mtime.toNanos();
  }
}
