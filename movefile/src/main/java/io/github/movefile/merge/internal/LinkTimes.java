// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.Timespec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a renamed symbolic link the time of access that it had before the merge has read it: there
 * is no O_NOATIME for readlink(2). Thread-safe.
 */
final class LinkTimes {
  private final PathCalls paths;

  LinkTimes(PathCalls paths) {
    this.paths = paths;
  }

  /**
   * Restores it.
   *
   * @param link where it is now
   * @param before what it was before it was read
   * @param result how it came there; one that was made anew has the time already
   * @return the result, with a warning if the time can't be set, as by another user than the owner
   */
  MoveResult restored(Place link, FileStat before, MoveResult result) {
    if (result.method() != MoveMethod.RENAMED) {
      return result;
    }
    try {
      paths.utimensat(
          link.dir(), link.path(), before.atime(), Timespec.OMIT, AtFlags.SYMLINK_NOFOLLOW);
      return result;
    } catch (ErrnoException e) {
      List<MoveWarning> warnings = new ArrayList<>(result.warnings());
      warnings.add(new MoveWarning(Loss.TIMES, "time of access not kept", Optional.of(e)));
      return new MoveResult(
          result.method(), result.mtime(), result.bytes(), result.copy(), List.copyOf(warnings));
    }
  }
}
