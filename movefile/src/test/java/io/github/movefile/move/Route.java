// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.testing.TempTree;
import java.util.List;
import java.util.stream.Stream;

/** From where to where a test moves: within one file system, or across two in both directions. */
enum Route {
  WITHIN_DISK(Side.DISK, Side.DISK),
  DISK_TO_MEMORY(Side.DISK, Side.MEMORY),
  MEMORY_TO_DISK(Side.MEMORY, Side.DISK);

  /** A file system. */
  enum Side {
    DISK,
    MEMORY
  }

  final Side from;
  final Side to;

  Route(Side from, Side to) {
    this.from = from;
    this.to = to;
  }

  /** Those of this run: all, or of a run that is about one pair of directories its own. */
  static List<Route> all() {
    return Stream.of(values()).filter(Route::isOfThisRun).toList();
  }

  /** Those of {@link #all} that lead across. */
  static List<Route> across() {
    return all().stream().filter(Route::isAcross).toList();
  }

  private boolean isOfThisRun() {
    return !TempTree.isRunOfOnePair() || (from != to) == TempTree.otherIsAnotherMount();
  }

  /** Whether rename(2) has to answer EXDEV. */
  boolean isAcross() {
    return from != to && TempTree.otherIsAnotherMount();
  }
}
