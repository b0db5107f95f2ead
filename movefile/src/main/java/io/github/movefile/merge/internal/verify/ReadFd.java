// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;

/**
 * A descriptor that is only read from. What close(2) says of it is let go, in this one place: there
 * is nothing written that it could have lost, and the descriptor is closed all the same.
 *
 * @param fd closed with this
 */
record ReadFd(Fd fd) implements AutoCloseable {
  @Override
  public void close() {
    try {
      fd.close();
    } catch (ErrnoException e) {
      // see above
    }
  }
}
