// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Operation.Verb;

/** Makes a case of a seed: the same one each time. */
final class Planner {
  /** One in so many cases is an ordinary user's. */
  private static final int ORDINARY_SHARE = 4;

  private Planner() {}

  /**
   * Makes a case.
   *
   * @param seed determines all but where it is
   * @param run the first seed of this run, for directories of its own
   */
  static Plan plan(long seed, long run) {
    Dice dice = new Dice(seed);
    Users user = Math.floorMod(seed, ORDINARY_SHARE) == 0 ? Users.ORDINARY : Users.ROOT;
    Site site = Site.choose(dice, run);
    RandomMetadata metadata = new RandomMetadata(dice, user);
    Verb verb = verb(dice, site);
    return verb.isMerge() || verb == Verb.MOVE_TREE
        ? new TreePlanner(dice, site, metadata, verb).plan(seed, user)
        : new FilePlanner(dice, site, metadata).plan(seed, user, verb);
  }

  private static Verb verb(Dice dice, Site site) {
    int share = dice.below(100);
    if (share < 45) {
      return Verb.MOVE;
    }
    if (share < 60) {
      return dice.percent(50) ? Verb.COPY : Verb.COPY_REPLACING;
    }
    if (share < 90 || site.relation() == Site.Relation.ONE) {
      return dice.oneOf(Verb.MERGE, Verb.MERGE, Verb.MERGE_COPY, Verb.MERGE_REPLACING);
    }
    return Verb.MOVE_TREE;
  }
}
