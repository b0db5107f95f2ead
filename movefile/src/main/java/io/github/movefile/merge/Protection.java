// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;

/**
 * Says which files of the root belong to its admin, such as those below {@code /etc}. A protected
 * file that differs from the image's is not replaced: the new one is put beside it as {@code
 * ._cfgNNNN_NAME}, for the admin to look at. {@link ConfigProtection} is the ready-made rule; any
 * other is a callback. Has to answer the same for the same question, to several threads.
 */
@FunctionalInterface
public interface Protection {
  /** Nothing is protected. */
  Protection NONE = (path, exists) -> false;

  /**
   * Whether a file is protected.
   *
   * @param path a file or link of the image, relative to the root
   * @param exists whether the root has something of that name; if not, a true answer says that the
   *     admin has removed it, and the new one comes as {@code ._cfgNNNN_NAME} too
   * @return true to keep what is there
   */
  boolean isProtected(RawPath path, boolean exists);
}
