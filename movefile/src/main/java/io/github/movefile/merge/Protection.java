// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;

/**
 * Says which files of the root belong to its admin, such as those below {@code /etc}. A protected
 * file that differs from the image's in type, contents or link text is not replaced: the new one is
 * put beside it as {@code ._cfgNNNN_NAME}, for the admin to look at. One with equal contents is
 * treated as if it weren't protected: a mode, owner or attribute that the admin has changed becomes
 * the image's. {@link ConfigProtection} is the ready-made rule; any other is a callback. Has to
 * answer the same for the same question, to several threads.
 */
@FunctionalInterface
public interface Protection {
  /** Nothing is protected. */
  Protection NONE =
      new Protection() {
        @Override
        public boolean isProtected(RawPath path, boolean exists) {
          return false;
        }

        @Override
        public boolean protectsMissing() {
          return false;
        }
      };

  /**
   * Whether a file is protected.
   *
   * @param path a file or link of the image, relative to the root
   * @param exists whether the root has something of that name; if not, a true answer says that the
   *     admin has removed it, and the new one comes as {@code ._cfgNNNN_NAME} too
   * @return true to keep what is there
   */
  boolean isProtected(RawPath path, boolean exists);

  /**
   * Whether a file that the root lacks can be protected. If none can, no file of a directory that
   * the root lacks has to be asked for, so that the directory may be moved as a whole.
   *
   * @return false if {@link #isProtected} answers false for all that doesn't exist
   */
  default boolean protectsMissing() {
    return true;
  }
}
