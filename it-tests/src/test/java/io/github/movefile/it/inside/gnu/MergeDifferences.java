// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import static io.github.movefile.it.inside.gnu.Entry.ATIME;
import static io.github.movefile.it.inside.gnu.Entry.DIRECTORY;
import static io.github.movefile.it.inside.gnu.Entry.GID;
import static io.github.movefile.it.inside.gnu.Entry.MODE;
import static io.github.movefile.it.inside.gnu.Entry.MTIME;
import static io.github.movefile.it.inside.gnu.Entry.NAMES;
import static io.github.movefile.it.inside.gnu.Entry.UID;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import java.util.List;
import java.util.function.Predicate;

/** Differences in how a tree is merged. */
final class MergeDifferences {
  static final List<Difference> ALL =
      List.of(
          row(
              "existing-directory",
              "a directory of the image is in the root already; the root itself",
              "gets owner, mode, attributes and times of the image's",
              "keeps its own",
              "packages share directories, and their admin may have changed them",
              e ->
                  e.wasBefore(DIRECTORY)
                      && e.originIs(DIRECTORY)
                      && (e.isXattr() || e.isOf(UID, GID, MODE, ATIME, MTIME))
                      && e.isOursAsBeforeOrNow()),
          row(
              "existing-directory-of-another",
              "the same, as a user whom that directory doesn't belong to",
              "fails: \"preserving times\", \"setting permissions\"",
              "succeeds",
              "there is nothing to set",
              e ->
                  e.isOfStatus()
                      && e.isOrdinaryUser()
                      && !e.didGnu()
                      && (e.gnuSaid("preserving times for")
                          || e.gnuSaid("preserving permissions for"))),
          row(
              "empty-directory-in-the-way",
              "`mv` of a directory across file systems onto an empty one",
              "removes that and makes it anew: the time of change of its parent is now",
              "fills it; fails if this user may not read it",
              "the same",
              e ->
                  e.verb() == Verb.MOVE_TREE
                      && e.objectWas(DIRECTORY)
                      && ((e.isParentOfObject()
                              && e.isOf(MTIME)
                              && e.isNow(e.gnu())
                              && e.isOursAsBefore())
                          || (e.isOfStatus()
                              && e.isOrdinaryUser()
                              && e.didGnu()
                              && e.weSaid("DENIED")))),
          row(
              "listing-of-image",
              "the image's own directory",
              "is named by its entries, and not read",
              "is listed: its time of access is set, and who may not read it fails",
              "the image is named, not its entries",
              e ->
                  (e.path().equals("s") && e.isOf(ATIME) && e.isNow(e.ours()) && e.isGnuAsBefore())
                      || (e.isOfStatus()
                          && e.isOrdinaryUser()
                          && e.weSaid("DENIED at OPEN_SOURCE"))),
          row(
              "first-failure-ends-merge",
              "an entry of the image can't be merged",
              "goes on with the others, fails at the end",
              "stops; each entry is in the image as before, or complete in the root",
              "an installer has to decide before more is changed; the same merge can be run again",
              e -> !e.didWe() && !e.isOfStatus() && isOldOrNew(e)),
          row(
              "image-kept-by-gnu",
              "`cp` fails where MoveFile does not",
              "the image is still there",
              "is gone",
              "follows from the row that explains the failure",
              e ->
                  e.verb() == Verb.MERGE
                      && !e.didGnu()
                      && e.didWe()
                      && e.isSource()
                      && e.isGnuAsBefore()),
          row(
              "renamed-by-merge",
              "a tree is merged within one file system",
              "makes new files: needs to read the old ones, and loses what this user can't set and what"
                  + " libattr leaves out",
              "renames the files: they keep all",
              "a rename is a move; nothing can be lost",
              e ->
                  e.verb() == Verb.MERGE
                      && e.weSaid("RENAMED")
                      && (e.isOfStatus() ? !e.didGnu() && e.didWe() : e.isOursAsOrigin())));

  private MergeDifferences() {}

  private static Difference row(
      String name,
      String when,
      String gnu,
      String ours,
      String reason,
      Predicate<Evidence> explains) {
    return new Difference(name, when, gnu, ours, reason, e -> e.isTree() && explains.test(e));
  }

  private static boolean isOldOrNew(Evidence e) {
    if (e.isSource() && e.isOfExistence() && e.ours() == null) {
      return e.isGoneToTarget();
    }
    return e.isOf(NAMES) || e.isOursAsBeforeOrNow() || e.isOursAsOrigin();
  }
}
