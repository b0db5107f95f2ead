// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.syscalls.ErrnoException;

/** A system call that copies from file to file. */
interface KernelMethod {
  CopyMethod method();

  /**
   * Makes the call once.
   *
   * @return bytes copied, 0 if there were none
   */
  long copy(CopySession session, long offset, long length) throws ErrnoException;
}
