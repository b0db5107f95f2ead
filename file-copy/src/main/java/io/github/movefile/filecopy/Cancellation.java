// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/** Asked between system calls, at least every 8 MiB, whether to go on. */
@FunctionalInterface
public interface Cancellation {
  /**
   * Whether to stop. Called by the thread that copies.
   *
   * @return true to end the copy with a {@link CopyCancelledException}
   */
  boolean isCancelled();
}
