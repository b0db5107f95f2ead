// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread that swaps names as fast as it can, but not while it is held up. A name that is missing
 * is put in place instead, or taken away. Closing ends it.
 */
final class Swapper implements AutoCloseable {
  private static final PathCalls CALLS = Syscalls.system().paths();
  private static final int BATCH = 16;

  /** Fair, so that it is given up for whoever waits. */
  private final Semaphore turn = new Semaphore(0, true);

  private final AtomicLong swaps = new AtomicLong();
  private final Thread thread = new Thread(this::swapUntilClosed, "swapper");
  private volatile List<Swap> current = List.of();
  private volatile boolean isClosed;

  /** A name in a directory, and one in another. */
  record Swap(Fd dir, RawPath name, Fd otherDir, RawPath otherName) {}

  /** Held up at first. */
  Swapper() {
    thread.start();
  }

  /** Lets it swap. By the thread that made it. */
  void start(List<Swap> these) {
    current = these;
    turn.release();
  }

  /** Holds it up. By the thread that made it. */
  void stop() {
    turn.acquireUninterruptibly();
    current = List.of();
  }

  long swaps() {
    return swaps.get();
  }

  private void swapUntilClosed() {
    int next = 0;
    while (!isClosed) {
      turn.acquireUninterruptibly();
      try {
        List<Swap> these = current;
        for (int i = 0; i < BATCH && !these.isEmpty(); i++) {
          swap(these.get(next++ % these.size()));
        }
      } finally {
        turn.release();
      }
    }
  }

  private void swap(Swap s) {
    boolean done =
        rename(s.dir, s.name, s.otherDir, s.otherName, RenameFlags.EXCHANGE)
            || rename(s.otherDir, s.otherName, s.dir, s.name, RenameFlags.NO_REPLACE)
            || rename(s.dir, s.name, s.otherDir, s.otherName, RenameFlags.NO_REPLACE);
    if (done) {
      swaps.incrementAndGet();
    }
  }

  /** False where that isn't possible just now: the merge changes these names too. */
  private static boolean rename(Fd dir, RawPath name, Fd to, RawPath toName, RenameFlags flags) {
    try {
      CALLS.renameat2(dir, name, to, toName, flags);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  @Override
  public void close() {
    isClosed = true;
    turn.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
