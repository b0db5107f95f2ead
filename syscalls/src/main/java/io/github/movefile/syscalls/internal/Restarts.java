// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;

/** The one rule of the restarting calls. */
final class Restarts {
  private Restarts() {}

  static void rethrowUnlessInterrupted(ErrnoException e) throws ErrnoException {
    if (e.errno() != Errno.EINTR) {
      throw e;
    }
  }
}
