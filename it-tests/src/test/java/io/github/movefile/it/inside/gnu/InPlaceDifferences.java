// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import static io.github.movefile.it.inside.gnu.Entry.ATIME;
import static io.github.movefile.it.inside.gnu.Entry.DIRECTORY;
import static io.github.movefile.it.inside.gnu.Entry.GID;
import static io.github.movefile.it.inside.gnu.Entry.MODE;
import static io.github.movefile.it.inside.gnu.Entry.MTIME;
import static io.github.movefile.it.inside.gnu.Entry.NAMES;
import static io.github.movefile.it.inside.gnu.Entry.SYMLINK;
import static io.github.movefile.it.inside.gnu.Entry.UID;

import java.util.List;
import java.util.function.Predicate;

/** Differences that follow from {@code cp} opening an existing target and writing to it. */
final class InPlaceDifferences {
  static final List<Difference> ALL =
      List.of(
          row(
              "other-names-of-target",
              "the target has other names (hard links)",
              "all of them have the new contents",
              "the other names keep the old file",
              "a name is replaced, not what is behind it",
              e ->
                  e.isOf(NAMES)
                      ? e.isOfSharedTarget()
                      : e.hadOtherNameReplaced() && e.isOursAsBefore()),
          row(
              "written-through-link",
              "the target is a symbolic link to a file",
              "writes to the file it leads to, wherever that is",
              "replaces the link",
              "a link that somebody planted would redirect the copy",
              e ->
                  (e.isOf(Entry.TYPE) && SYMLINK.equals(e.gnu()) && e.isOursAsOrigin())
                      || (e.isBehindLink() && e.isOursAsBefore())),
          row(
              "link-refused",
              "the target is a symbolic link that is dangling, loops or leads to a directory",
              "refuses",
              "replaces the link",
              "a link is replaced, never followed, as by `mv`",
              e ->
                  e.isOfStatus()
                      && !e.didGnu()
                      && (e.gnuSaid("not writing through dangling symlink")
                          || e.gnuSaid("cannot stat")
                          || e.gnuSaid("cannot overwrite directory"))),
          row(
              "left-of-old-file",
              "the target has attributes or special mode bits that the source has not, or an owner that"
                  + " an ordinary user can't set",
              "they stay on the new contents",
              "they go with the old file",
              "the new file is made anew, with what the source has",
              e ->
                  (e.isXattr() && e.ours() == null && e.isGnuOfSomeOldFile())
                      || (e.isOf(MODE)
                          && (e.isOursAsOrigin() || e.isOrdinaryUser())
                          && (Evidence.mode(e.gnu()) & 0777) == (Evidence.mode(e.ours()) & 0777))
                      || (e.isOrdinaryUser() && e.isOf(UID, GID, MODE) && e.isGnuAsBefore())),
          row(
              "time-of-directory",
              "an existing target is copied over",
              "the time of change of its directory stays",
              "is now",
              "a rename changes the directory",
              e ->
                  e.isOf(MTIME)
                      && e.wasBefore(DIRECTORY)
                      && e.isGnuAsBefore()
                      && e.isNow(e.ours())),
          row(
              "permission-of-target",
              "an ordinary user may not write to the target, but to its directory; or the reverse",
              "asks for permission on the file",
              "asks for permission on the directory",
              "a name is replaced, not what is behind it",
              e ->
                  e.isOrdinaryUser()
                      && (e.gnuSaid("cannot create regular file") || e.weSaid("DENIED"))
                      && (e.isOfStatus()
                          || (e.isObject() && (e.isGnuAsBefore() || e.isOursAsBefore()))
                          || (e.isParentOfObject() && e.isOf(MTIME))
                          || (e.isTree() && e.hasOrigin() && e.isGnuAsBefore()))),
          row(
              "file-of-another",
              "an ordinary user copies over another user's file that they may write to",
              "the file keeps owner, mode and more, and that is a failure: \"preserving times\"",
              "a new file of this user takes its place",
              "a name is replaced, not what is behind it",
              e ->
                  e.isOrdinaryUser()
                      && !e.didGnu()
                      && e.gnuSaid("preserving ")
                      && (e.isOfStatus()
                          || (e.hasOrigin()
                              && !e.wasBefore(DIRECTORY)
                              && (e.isXattr() || e.isOf(UID, GID, MODE, ATIME, MTIME))))),
          row(
              "node-written-to",
              "the target is a FIFO, a socket or a device",
              "opens it and writes to it: waits for ever, fails, or overwrites a disk",
              "replaces it",
              "a node is replaced, not what is behind it",
              e ->
                  !e.didGnu()
                      && e.didWe()
                      && (e.isOfStatus()
                          ? e.gnuSaid("cannot create regular file") || e.gnuSaid("Killed")
                          : "pscb".contains(String.valueOf(e.before()))
                              && e.isOf(Entry.TYPE)
                              && e.isOursAsOrigin())));

  private InPlaceDifferences() {}

  private static Difference row(
      String name,
      String when,
      String gnu,
      String ours,
      String reason,
      Predicate<Evidence> explains) {
    return new Difference(
        name, when, gnu, ours, reason, e -> e.verb().isInPlace() && explains.test(e));
  }
}
