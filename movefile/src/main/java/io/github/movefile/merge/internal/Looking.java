// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/** A look at a name that may be free. */
final class Looking {
  private Looking() {}

  /** What has the name, a link itself; null if nothing has it. */
  static @Nullable FileStat at(PathCalls paths, Fd directory, RawPath name) throws ErrnoException {
    try {
      return paths.statx(directory, name, AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return null;
    }
  }

  /** Whether a path leads to no directory any more: it is gone, or something else has the name. */
  static boolean isNoDirectory(ErrnoException e) {
    return e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP;
  }
}
