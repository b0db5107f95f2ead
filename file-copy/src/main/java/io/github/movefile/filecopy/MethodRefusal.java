// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Why a faster method was not used, or not to the end.
 *
 * @param method the method
 * @param reason a few words for people
 * @param cause what the kernel said, or null if it wasn't asked
 */
public record MethodRefusal(CopyMethod method, String reason, @Nullable ErrnoException cause) {
  @Override
  public String toString() {
    return method + ": " + reason;
  }
}
