// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import java.util.List;

/** What a recovery has to come to. */
enum Wish {
  OLD,
  NEW,
  EITHER;

  /** For a merge whose process is killed at a point. */
  static Wish afterKill(List<Point> points, int index) {
    int commit = commit(points);
    return index <= commit ? OLD : NEW;
  }

  /** For a durable merge, if the power fails right after its process was killed at a point. */
  static Wish afterCut(List<Point> points, int index) {
    int commit = commit(points);
    if (index <= commit) {
      return OLD;
    }
    for (int i = commit + 1; i < index; i++) {
      if (points.get(i).call().equals("fsync")) {
        return NEW;
      }
    }
    return EITHER;
  }

  private static int commit(List<Point> points) {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).isCommit()) {
        return i;
      }
    }
    throw new AssertionError("no commit in " + points);
  }
}
