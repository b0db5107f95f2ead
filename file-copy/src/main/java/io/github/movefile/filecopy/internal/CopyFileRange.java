// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.syscalls.ErrnoException;

/** copy_file_range(2), which has offsets for both files. */
final class CopyFileRange implements KernelMethod {
  @Override
  public CopyMethod method() {
    return CopyMethod.COPY_FILE_RANGE;
  }

  @Override
  public long copy(CopySession session, long offset, long length) throws ErrnoException {
    return session
        .calls()
        .copyFileRange(session.source(), offset, session.target(), offset, length);
  }
}
