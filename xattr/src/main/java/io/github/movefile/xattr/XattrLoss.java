// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;

/**
 * A difference that a copy had to leave: an attribute that the target lacks or has with another
 * value (it couldn't be read or set), or an inherited one that it still has (it couldn't be
 * removed). Immutable.
 *
 * @param name the attribute
 * @param cause the system call that failed and its errno
 * @param file the file that the call was about: what the source is called for a get, else the
 *     target
 */
public record XattrLoss(XattrName name, ErrnoException cause, RawPath file) {
  /**
   * The loss in words, as an {@link XattrException} would say it.
   *
   * @return such as {@code '/a/b': attribute user.x: fsetxattr: ENOSPC (No space left on device)}
   */
  public String message() {
    return XattrException.message(file, name, cause);
  }
}
