// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/** What a directory is in. */
final class Ancestry {
  private static final RawPath ABOVE = RawPath.of("..");
  private static final OpenFlags HANDLE = OpenFlags.PATH.with(OpenFlags.DIRECTORY);

  private Ancestry() {}

  /**
   * Whether a directory is somewhere below another one: goes up from it, to the top of all.
   *
   * @param calls how
   * @param top the other one
   * @param directory open
   * @param facts what it is
   * @throws ErrnoException if the way up can't be gone
   */
  static boolean isBelow(Syscalls calls, FileStat top, Fd directory, FileStat facts)
      throws ErrnoException {
    PathCalls paths = calls.paths();
    FileStat below = facts;
    Fd at = paths.openat(directory, ABOVE, HANDLE, 0);
    try {
      while (true) {
        FileStat above = calls.data().fstat(at);
        if (above.isSameFile(top)) {
          return true;
        }
        if (above.isSameFile(below)) {
          return false;
        }
        below = above;
        Fd left = at;
        at = paths.openat(left, ABOVE, HANDLE, 0);
        left.close();
      }
    } finally {
      at.close();
    }
  }
}
