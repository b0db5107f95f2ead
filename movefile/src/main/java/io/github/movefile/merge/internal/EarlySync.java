// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * Stores what was staged so far while more is staged, so that less is left for the sync before the
 * commit: disks and processors work at the same time. It promises nothing: that sync stores all
 * that isn't stored yet, and by a descriptor of its own hears of whatever failed. Thread-safe.
 */
final class EarlySync implements AutoCloseable {
  /** For so many bytes it is worth while. */
  static final long STEP = 64L << 20;

  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private final Syscalls calls;
  private final Fd root;
  private final boolean isWanted;
  private long waiting;
  private @Nullable Thread running;
  private @Nullable ErrnoException failure;

  /**
   * For the file system of a root.
   *
   * @param isWanted whether nothing is stored before one sync for all
   */
  EarlySync(Syscalls calls, Fd root, boolean isWanted) {
    this.calls = calls;
    this.root = root;
    this.isWanted = isWanted;
  }

  /** So many bytes were written. */
  synchronized void staged(long bytes) {
    waiting += bytes;
    if (isWanted && waiting >= STEP && (running == null || !running.isAlive())) {
      waiting = 0;
      Thread thread = new Thread(this::sync, "movefile-sync");
      thread.setDaemon(true);
      try {
        thread.start();
        running = thread;
      } catch (OutOfMemoryError e) {
        running = null; // there can be no more threads: the sync before the commit stores all
      }
    }
  }

  private void sync() {
    try (Fd directory = calls.paths().openat(root, RawPath.DOT, DIRECTORY, 0)) {
      calls.data().syncfs(directory);
    } catch (ErrnoException e) {
      failed(e);
    }
  }

  private synchronized void failed(ErrnoException e) {
    failure = e;
  }

  /** Waits for what is under way; throws if anything failed. */
  @Override
  public void close() throws ErrnoException {
    Thread last = last();
    if (last != null) {
      Workers.joinUninterruptibly(last);
    }
    throwFailure();
  }

  private synchronized @Nullable Thread last() {
    return running;
  }

  private synchronized void throwFailure() throws ErrnoException {
    if (failure != null) {
      throw failure;
    }
  }
}
