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
 * Removals come before that. The caller's thread is one of them, and with one worker the only one.
 * More join in while processors are idle though there is work.
 *
 * <p>The first failure ends all at the next file, but for removals that wait; of several the one
 * that comes first in the walk is thrown.
 */
final class Workers {
  private static final long LOOK_AGAIN_MILLIS = 5;

  private final int limit;
  private final int mostWhileIdle;
  private final Idleness idleness;
  private final Work work;
  private final BooleanSupplier crowded;
  private final PriorityQueue<DirectoryNode> waiting = new PriorityQueue<>();
  private final Removals removals;
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

    /**
     * Removes files of a directory, whatever has failed elsewhere.
     *
     * @param directory one that was handed to {@link Workers#addRemoval}
     * @throws IOException ends all
     */
    default void remove(DirectoryNode directory) throws IOException {
      throw new IllegalStateException("nothing is to be removed");
    }
  }

  /** A piece of work. */
  private record Task(DirectoryNode directory, boolean isRemoval) {}

  /**
   * Workers.
   *
   * @param limit how many, at least 1
   * @param mostWhileIdle how many while processors are idle
   * @param idleness whether they are
   * @param crowded whether those who are ahead should wait for those before them
   * @param removals none yet
   * @param work what they do
   */
  Workers(
      int limit,
      int mostWhileIdle,
      Idleness idleness,
      BooleanSupplier crowded,
      Removals removals,
      Work work) {
    this.limit = limit;
    this.mostWhileIdle = mostWhileIdle;
    this.idleness = idleness;
    this.crowded = crowded;
    this.removals = removals;
    this.work = work;
  }

  /** Hands over a directory; from within {@link Work#on}, or before {@link #run}. */
  synchronized void add(DirectoryNode directory) {
    waiting.add(directory);
    if (idle > 0) {
      notify();
    } else if (!ending && active > 0 && threads.size() + 1 < limit) {
      startThread();
    }
  }

  /**
   * Whether a worker may remove files now, since few others do so; {@link #endRemoval} comes after
   * it. Else it hands that over to {@link #addRemoval}.
   */
  synchronized boolean beginsRemoval() {
    return removals.begin();
  }

  /** A worker has removed what it wanted to. */
  synchronized void endRemoval() {
    removals.end();
    wakeRemover();
  }

  /** Hands over the removal of files of a directory, which will happen whatever fails. */
  synchronized void addRemoval(DirectoryNode directory) {
    removals.add(directory);
    wakeRemover();
  }

  private synchronized void wakeRemover() {
    if (idle > 0 && removals.isReady()) {
      notify();
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
    Task task = next();
    while (task != null) {
      try {
        if (task.isRemoval()) {
          work.remove(task.directory());
        } else {
          work.on(task.directory());
        }
      } catch (Throwable e) { // an Error of a worker must reach the caller, too
        fail(task.directory(), e);
      }
      done(task);
      task = next();
    }
  }

  private synchronized @Nullable Task next() {
    boolean interrupted = false;
    boolean waits = crowded.getAsBoolean();
    while (!ending && active > 0 && !removals.isReady() && (waits || waiting.isEmpty())) {
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
    if (removals.isReady()) {
      active++;
      return new Task(removals.next(), true);
    }
    if (ending || waiting.isEmpty()) {
      return null;
    }
    active++;
    return new Task(waiting.remove(), false);
  }

  private synchronized void done(Task task) {
    active--;
    if (task.isRemoval()) {
      endRemoval();
    }
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
