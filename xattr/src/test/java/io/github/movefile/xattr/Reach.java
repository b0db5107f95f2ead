// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/** The ways in which a regular file or a directory is reached. */
enum Reach {
  OPEN_FILE,
  PATH,
  PATH_FOLLOWING,
  PATH_DESCRIPTOR;

  /** A file with the descriptor that it may need. */
  record Reached(XattrFile file, Fd fd) implements AutoCloseable {
    @Override
    public void close() throws ErrnoException {
      fd.close();
    }
  }

  Reached open(RawPath path) throws ErrnoException {
    OpenFlags flags = this == OPEN_FILE ? OpenFlags.READ_ONLY : OpenFlags.PATH;
    Fd fd = Syscalls.system().paths().openat(Fd.CWD, path, flags, 0);
    return new Reached(
        switch (this) {
          case OPEN_FILE -> XattrFile.open(fd, path);
          case PATH -> XattrFile.path(path);
          case PATH_FOLLOWING -> XattrFile.pathFollowing(path);
          case PATH_DESCRIPTOR ->
              XattrFile.pathFollowing(RawPath.of("/proc/self/fd/" + fd.number()), path);
        },
        fd);
  }
}
