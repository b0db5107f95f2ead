// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.filecopy.internal.ComparisonRun;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.Syscalls;

/**
 * Compares the contents of two open files, up to the first difference.
 *
 * <p>Thread-safe. Each thread has two buffers of 128 KiB, which are reused.
 */
public final class ContentComparison {
  private final DataCalls calls;
  private final boolean trustHoles;

  private ContentComparison(DataCalls calls, boolean trustHoles) {
    this.calls = calls;
    this.trustHoles = trustHoles;
  }

  /**
   * Over the system calls of this process; what the file systems say of holes is believed.
   *
   * @return a new service
   * @throws NativeAbsentException where there are none
   */
  public static ContentComparison create() {
    return using(Syscalls.system(), true);
  }

  /**
   * Over chosen system calls.
   *
   * @param calls made again after signals (EINTR)
   * @param trustHoles whether what is a hole in both files is equal unread; see {@link
   *     CopyOptions.Builder#trustHoles}
   * @return a new service
   */
  public static ContentComparison using(Syscalls calls, boolean trustHoles) {
    return new ContentComparison(calls.restarting().data(), trustHoles);
  }

  /**
   * Compares two files that were looked at already. Different lengths take no system call.
   *
   * @param a a regular file, open for reading; its position is undefined afterwards
   * @param aFacts what it was just now
   * @param b another one
   * @param bFacts what it was just now
   * @return whether lengths and bytes are equal; false also if one has become shorter meanwhile.
   *     What is appended meanwhile isn't looked at.
   * @throws ErrnoException if one of them can't be read
   * @throws IllegalArgumentException if one isn't a regular file
   */
  public boolean equal(Fd a, FileStat aFacts, Fd b, FileStat bFacts) throws ErrnoException {
    if (!aFacts.isRegular() || !bFacts.isRegular()) {
      throw new IllegalArgumentException(
          "not two regular files: " + aFacts.type() + ", " + bFacts.type());
    }
    if (aFacts.size() != bFacts.size()) {
      return false;
    }
    // A hole of both takes a hole in each.
    boolean seeks = trustHoles && !aFacts.isDense() && !bFacts.isDense();
    return new ComparisonRun(calls, a, b, aFacts.size(), seeks).run();
  }
}
