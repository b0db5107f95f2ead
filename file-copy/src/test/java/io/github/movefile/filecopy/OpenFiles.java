// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Path;

/** Opens files for tests. */
final class OpenFiles {
  private OpenFiles() {}

  static Fd open(Path file, OpenFlags flags) throws ErrnoException {
    return Syscalls.system().paths().openat(Fd.CWD, RawPath.of(file), flags, 0);
  }
}
