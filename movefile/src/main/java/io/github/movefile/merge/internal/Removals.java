// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Directories of the image from which files are to be removed, since they have been copied; and how
 * many do so. Some file systems (btrfs) delete no faster by two threads than by one, and while one
 * deletes, others can copy. Not thread-safe: {@link Workers} guards it.
 */
final class Removals {
  /** If so many files wait, everybody removes. */
  private static final int MOST_FILES = 1000;

  private final int mostAtOnce;
  private final Deque<DirectoryNode> waiting = new ArrayDeque<>();
  private int files;
  private int underWay;

  /**
   * None yet.
   *
   * @param mostAtOnce how many threads remove at the same time, as long as not too many files wait
   */
  Removals(int mostAtOnce) {
    this.mostAtOnce = mostAtOnce;
  }

  /** Whether one more may remove now; {@link #end} comes after it. */
  boolean begin() {
    boolean may = mayBegin();
    if (may) {
      underWay++;
    }
    return may;
  }

  private boolean mayBegin() {
    return underWay < mostAtOnce || files >= MOST_FILES;
  }

  void end() {
    underWay--;
  }

  void add(DirectoryNode directory) {
    waiting.add(directory);
    files += directory.filledCount();
  }

  /** Whether there is something that could be begun. */
  boolean isReady() {
    return !waiting.isEmpty() && mayBegin();
  }

  /** Hands out one and begins with it. */
  DirectoryNode next() {
    DirectoryNode directory = waiting.remove();
    files -= directory.filledCount();
    underWay++;
    return directory;
  }
}
