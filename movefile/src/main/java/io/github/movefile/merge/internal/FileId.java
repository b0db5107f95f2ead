// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.FileStat;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file or directory, by whichever path it is reached.
 *
 * @param dev its device
 * @param ino its inode number
 */
record FileId(long dev, long ino) {
  static FileId of(FileStat file) {
    return new FileId(file.dev(), file.ino());
  }

  // Those of a record would be made at run time, which takes 9 ms of a command.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileId id && id.dev == dev && id.ino == ino;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(dev) + Long.hashCode(ino);
  }
}
