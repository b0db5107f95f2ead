// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/** What is said of an entry that can't be merged, by a plan and by a merge alike. */
final class Refusals {
  private Refusals() {}

  static MoveException ofFile(OpenDirectories dirs, RawPath name, PlannedEntry planned) {
    RawPath target = dirs.shownTarget(name);
    return planned.reason() == PlanReason.IS_THE_IMAGE
        ? dirs.refused(
            name, MoveFailure.SAME_FILE, isOfTheImage(target) + ", or one that the image is in")
        : dirs.refused(name, MoveFailure.TARGET_IS_DIRECTORY, target.quoted() + " is a directory");
  }

  /**
   * A directory of the image from which a transaction couldn't remove anything, where no loss is
   * wanted; else what is in it stays, and is told.
   *
   * @return null for any other
   */
  static @Nullable MoveException ofKeptSources(MergeSession session, OpenDirectories dirs) {
    FileStat facts = dirs.node().facts();
    boolean stays = facts.isImmutable() || facts.isAppendOnly();
    if (!stays || !session.consumes() || session.options().move().losses() != LossPolicy.FAIL) {
      return null;
    }
    Place source = dirs.sourceItself();
    return Failing.refused(
        source,
        Place.of(session.shownInRoot(dirs.node().path())),
        MoveFailure.LOSS_REFUSED,
        "nothing could be removed from "
            + source.shown().quoted()
            + ": it is immutable or append-only");
  }

  static String isOfTheImage(RawPath target) {
    return target.quoted() + " is the image's own directory";
  }

  static MoveException ofDirectory(OpenDirectories dirs, RawPath name, PlannedEntry planned) {
    String shown = dirs.shownTarget(name).quoted();
    return switch (planned.reason()) {
      case IS_THE_IMAGE ->
          dirs.refused(name, MoveFailure.SAME_FILE, isOfTheImage(dirs.shownTarget(name)));
      case LINK_LEADS_NOWHERE ->
          dirs.refused(
              name,
              MoveFailure.NOT_A_DIRECTORY,
              shown + " is a symbolic link that leads to no directory inside the root");
      default -> dirs.refused(name, MoveFailure.NOT_A_DIRECTORY, shown + " is not a directory");
    };
  }
}
