// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/** Is told how far a copy is. Called by the thread that copies. */
@FunctionalInterface
public interface CopyProgress {
  /**
   * So much is done: called each time at least 1 MiB more is, and once at the end with both numbers
   * equal. An exception thrown here ends the copy.
   *
   * @param bytesDone offset reached in the source, in bytes; holes count
   * @param bytesTotal length of the source in bytes as far as is known
   */
  void copied(long bytesDone, long bytesTotal);
}
