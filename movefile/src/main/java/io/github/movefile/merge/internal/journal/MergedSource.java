// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;

/**
 * A file, link or node of the image that has been merged and is to be removed.
 *
 * @param name one component
 * @param inode its inode number
 * @param size its length in bytes
 * @param mtime its time of change
 */
public record MergedSource(RawPath name, long inode, long size, Timespec mtime)
    implements JournalRecord {

  /**
   * Whether a file is the one that was merged.
   *
   * @param now what has the name
   * @return false if it is another one, or was written to since
   */
  public boolean isStill(FileStat now) {
    return now.ino() == inode && now.size() == size && now.mtime().equals(mtime);
  }
}
