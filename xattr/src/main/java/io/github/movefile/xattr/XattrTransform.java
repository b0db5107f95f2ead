// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.XattrName;

/**
 * Changes values on their way from source to target, such as ids in an ACL. Thread-safe.
 *
 * @param <E> thrown for a value that must not reach the target; the copy ends there
 */
@FunctionalInterface
public interface XattrTransform<E extends Exception> {
  /**
   * The value for the target.
   *
   * @param attribute whose it is
   * @param value what the source has; the transform may change and return it
   * @return what the target gets
   * @throws E if there is none
   */
  byte[] apply(XattrName attribute, byte[] value) throws E;
}
