// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.HashMap;
import java.util.Map;

/**
 * The file systems that a transaction works on, each by an open directory, so that one syncfs(2)
 * stores all that was done there. Linux tells of writes that failed since 5.8. Thread-safe.
 */
final class SyncPoints implements AutoCloseable {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private final Syscalls calls;
  private final boolean isWanted;
  private final Map<Long, Fd> directories = new HashMap<>();

  SyncPoints(Syscalls calls, boolean isWanted) {
    this.calls = calls;
    this.isWanted = isWanted;
  }

  /** A directory that the transaction works on. */
  synchronized void saw(long device, Fd directory) throws ErrnoException {
    if (isWanted && !directories.containsKey(device)) {
      directories.put(device, calls.paths().openat(directory, RawPath.DOT, DIRECTORY, 0));
    }
  }

  /**
   * Stores all that was done so far, if that is wanted.
   *
   * <p>xfs (Linux 6.18) stays silent after it was shut down; of an inode it is not.
   */
  synchronized void sync() throws ErrnoException {
    for (Fd directory : directories.values()) {
      calls.data().syncfs(directory);
      calls.data().fstat(directory);
    }
  }

  @Override
  public synchronized void close() throws ErrnoException {
    ErrnoException failure = null;
    for (Fd directory : directories.values()) {
      try {
        directory.close();
      } catch (ErrnoException e) {
        failure = e;
      }
    }
    directories.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
