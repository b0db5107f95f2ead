// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergePlan;
import io.github.movefile.merge.SpaceNeed;
import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.List;

/** Looks whether a transaction fits, before anything is made for it. Of one thread. */
final class SpacePreflight {
  private final Syscalls calls;
  private final MergeOptions options;
  private final Trees trees;

  SpacePreflight(Syscalls calls, MergeOptions options, Trees trees) {
    this.calls = calls;
    this.options = options;
    this.trees = trees;
  }

  /**
   * Refuses a transaction that can't fit.
   *
   * @param most what all of the image could take; only if that is too much, it is worth to find out
   *     what is really needed
   * @throws MoveException {@link MoveFailure#NO_SPACE}, with figures
   */
  void require(List<SpaceNeed> most) throws IOException {
    if (most.stream().allMatch(SpaceNeed::fits)) {
      return;
    }
    MergePlan plan = PlanRun.plan(calls, trees, options);
    for (SpaceNeed need : plan.space()) {
      if (!need.fits()) {
        throw Failing.refused(
            Place.of(trees.imagePath()), root(), MoveFailure.NO_SPACE, tooLittle(need));
      }
    }
  }

  private String tooLittle(SpaceNeed need) {
    RawPath path = need.directory();
    Place where = path.length() == 0 ? root() : Place.of(trees.rootPath().resolve(path));
    return "the file system of "
        + where.shown().quoted()
        + " has "
        + need.bytesFree()
        + " bytes and "
        + need.inodesFree()
        + " inodes left; "
        + need.bytes()
        + " bytes and "
        + need.inodes()
        + " inodes are needed";
  }

  private Place root() {
    return Place.of(trees.rootPath());
  }
}
