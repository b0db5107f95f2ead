// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;

/** The names that proc(5) has for open descriptors. */
final class ProcPaths {
  private ProcPaths() {}

  /** A link that leads to the very inode, whatever became of its name. */
  static RawPath of(Fd fd) {
    return RawPath.of("/proc/self/fd/" + fd.number());
  }
}
