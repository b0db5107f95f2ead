// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Whence;

/**
 * sendfile(2), which writes at the position of the target: it is moved there when it isn't known to
 * be there.
 */
final class Sendfile implements KernelMethod {
  private static final long UNKNOWN = -1;

  private long position;

  Sendfile(boolean targetIsAtStart) {
    position = targetIsAtStart ? 0 : UNKNOWN;
  }

  @Override
  public CopyMethod method() {
    return CopyMethod.SENDFILE;
  }

  @Override
  public long copy(CopySession session, long offset, long length) throws ErrnoException {
    if (position != offset) {
      position = UNKNOWN;
      session.calls().lseek(session.target(), offset, Whence.SET);
    }
    position = UNKNOWN;
    long n = session.calls().sendfile(session.target(), session.source(), offset, length);
    position = offset + n;
    return n;
  }
}
