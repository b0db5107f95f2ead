// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of threads work on directories, always on the first one that waits in the
 * order of the walk: so that what is under way stays close together, and events wait for little.
 * The caller's thread is one of them, and with one worker the only one. More join in while
 * processors are idle though there is work.
 *
 * <p>The first failure ends all at the next file; of several the one that comes first in the walk
 * is thrown.
 */
final class Workers {
  private static final long LOOK_AGAIN_MILLIS = 5;

  private final int limit;
  private final int mostWhileIdle;
  private final Idleness idleness;
  private final Work work;
  private final BooleanSupplier crowded;
  private final PriorityQueue<DirectoryNode> waiting = new PriorityQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean canStart = true;
  private int active;
  private int idle;
  private volatile boolean ending;
  private @Nullable DirectoryNode failedAt;
  private @Nullable Throwable failure;

  /** What is done with one directory. */
  interface Work {
    /**
     * Works on one directory; hands others to {@link Workers#add}.
     *
     * @param directory which
     * @throws IOException ends all
     */
    void on(DirectoryNode directory) throws IOException;
  }

  /**
   * Workers.
   *
   * @param limit how many, at least 1
   * @param mostWhileIdle how many while processors are idle
   * @param idleness whether they are
   * @param crowded whether those who are ahead should wait for those before them
   * @param work what they do
   */
  Workers(int limit, int mostWhileIdle, Idleness idleness, BooleanSupplier crowded, Work work) {
    this.limit = limit;
    this.mostWhileIdle = mostWhileIdle;
    this.idleness = idleness;
    this.crowded = crowded;
    this.work = work;
  }

  /** Hands over a directory; from within {@link Work#on}, or before {@link #run}. */
  synchronized void add(DirectoryNode directory) {
    waiting.add(directory);
    if (idle > 0) {
      notify();
    } else if (active > 0 && threads.size() + 1 < limit) {
      startThread();
    }
  }

  private void startThread() {
    if (!canStart) {
      return;
    }
    Thread thread = new Thread(this::work, "movefile-merge-" + (threads.size() + 1));
    thread.setDaemon(true);
    try {
      thread.start();
      threads.add(thread);
    } catch (OutOfMemoryError e) {
      canStart = false; // there can be no more threads: those that work do it
    }
  }

  /** Whether somebody has failed, so that there is no sense in going on. */
  boolean isEnding() {
    return ending;
  }

  /**
   * Works until nothing waits and nobody works. Can be called again.
   *
   * @throws IOException what the work threw
   */
  void run() throws IOException {
    try {
      startThreads();
      work();
    } finally {
      for (Thread thread : joinable()) {
        joinUninterruptibly(thread);
      }
    }
    Throwables.rethrow(failure());
  }

  /** The caller is one of the workers. */
  private synchronized void startThreads() {
    for (int workers = 1; workers < Math.min(limit, waiting.size()); workers++) {
      startThread();
    }
  }

  private synchronized List<Thread> joinable() {
    List<Thread> all = List.copyOf(threads);
    threads.clear();
    return all;
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Waits for a thread, whatever interrupts this one meanwhile; that is kept. */
  static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // files are being moved: they are finished first
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    DirectoryNode directory = next();
    while (directory != null) {
      try {
        work.on(directory);
      } catch (Throwable e) { // an Error of a worker must reach the caller, too
        fail(directory, e);
      }
      done();
      directory = next();
    }
  }

  private synchronized @Nullable DirectoryNode next() {
    boolean interrupted = false;
    boolean waits = crowded.getAsBoolean();
    while (!ending && active > 0 && (waits || waiting.isEmpty())) {
      idle++;
      try {
        wait(waits ? LOOK_AGAIN_MILLIS : 0);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      idle--;
      waits = crowded.getAsBoolean();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (ending || waiting.isEmpty()) {
      return null;
    }
    active++;
    return waiting.remove();
  }

  private synchronized void done() {
    active--;
    if (active == 0 && waiting.isEmpty()) {
      notifyAll();
    }
    int all = threads.size() + 1;
    boolean isEnough = ending || waiting.isEmpty() || idle > 0 || all >= mostWhileIdle;
    if (!isEnough && idleness.isFound(all)) {
      startThread();
    }
  }

  private synchronized void fail(DirectoryNode directory, Throwable e) {
    ending = true;
    DirectoryNode before = failedAt;
    Throwable earlier = failure;
    if (earlier == null || before == null || directory.compareTo(before) < 0) {
      failedAt = directory;
      failure = earlier == null ? e : Throwables.firstOf(e, earlier);
    } else {
      failure = Throwables.firstOf(earlier, e);
    }
    notifyAll();
  }
}
