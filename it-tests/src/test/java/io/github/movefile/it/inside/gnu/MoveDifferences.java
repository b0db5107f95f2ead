// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import static io.github.movefile.it.inside.gnu.Entry.MTIME;
import static io.github.movefile.it.inside.gnu.Entry.SYMLINK;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import java.util.List;

/** Differences in how one file is moved, or copied with its target unlinked first. */
final class MoveDifferences {
  static final List<Difference> ALL =
      List.of(
          new Difference(
              "another-name-of-source",
              "`mv a b`, two names of one file",
              "refuses: \"are the same file\"",
              "the name `a` goes, `b` stays",
              "rename(2) does nothing there; a move has to end with the source gone, and no data is lost",
              e ->
                  e.verb() == Verb.MOVE
                      && !e.didGnu()
                      && e.gnuSaid("are the same file")
                      && e.didWe()
                      && e.weSaid("HARD_LINKED")
                      && isMoved(e)),
          new Difference(
              "copy-onto-itself",
              "`cp --remove-destination a d/a`, one file by two paths",
              "removes it, and then can't open it: the name is lost, and the file if it has no other",
              "refuses: they are the same file",
              "no data is lost",
              e ->
                  e.verb() == Verb.COPY_REPLACING
                      && !e.didGnu()
                      && (e.gnuSaid("No such file or directory")
                          || e.gnuSaid("cannot create special file"))
                      && e.weSaid("are the same file")
                      && e.isOursAsBefore()),
          new Difference(
              "copy-onto-another-name",
              "`cp a b`, two names of one file, with `--remove-destination`; a symbolic link onto itself",
              "`b` becomes a file of its own; says that it has copied",
              "refuses: they are the same file",
              "`b` has all of `a` already; to split the two is not what a copy is asked for",
              e ->
                  (e.verb() == Verb.COPY || e.verb() == Verb.COPY_REPLACING)
                      && e.didGnu()
                      && !e.didWe()
                      && e.weSaid("are the same file")
                      && (e.isOfStatus() || e.isOursAsBefore())),
          new Difference(
              "link-and-what-it-leads-to",
              "source or target is a symbolic link that leads to the other one",
              "refuses: \"are the same file\"",
              "replaces the target, link or not",
              "links are files of their own: nothing is followed, as with rename(2)",
              e ->
                  !e.didGnu()
                      && e.gnuSaid("are the same file")
                      && !e.weSaid("HARD_LINKED")
                      && (e.subjectWas(SYMLINK) || e.objectWas(SYMLINK))
                      && (isMoved(e) || (e.isObject() && e.isOursAsOrigin()))),
          new Difference(
              "unlink-first",
              "a move across file systems fails once it has begun",
              "has removed the target before it opened the source: the old file is lost",
              "the target is as it was",
              "the new file gets the target's name by one rename, when it is complete",
              e ->
                  !e.didGnu()
                      && !e.didWe()
                      && !e.isTree()
                      && ((e.isObject()
                              && e.isOfExistence()
                              && e.gnu() == null
                              && e.isOursAsBefore())
                          || (e.isParentOfObject() && e.isOf(MTIME) && e.isNow(e.gnu())))),
          new Difference(
              "pinned-source",
              "`mv` across file systems of an immutable or append-only file (`chattr +i`, `+a`)",
              "copies it, and then can't remove the source: there are two files",
              "refuses before anything is copied",
              "a move that fails leaves everything as it was",
              e ->
                  e.verb() == Verb.MOVE
                      && !e.didGnu()
                      && e.gnuSaid("cannot remove")
                      && e.weSaid("can't be removed")
                      && e.isOursAsBefore()),
          new Difference(
              "directory-as-source",
              "a directory is moved across file systems, or copied; also by a link with a slash behind",
              "copies the tree (and removes it), file by file",
              "refuses, and names the merge",
              "a tree can't be moved in one instant; a merge says what it has done when it fails",
              e ->
                  (e.weSaid("DIRECTORY_ACROSS_FILE_SYSTEMS") || e.weSaid("SOURCE_IS_DIRECTORY"))
                      && (e.isOfStatus() || e.isOursAsBefore())),
          new Difference(
              "temp-came-and-went",
              "the new file can't be given the target's name",
              "has made nothing",
              "has made a temp and removed it: the time of change of the directory is now",
              "the kernel is asked, by the rename, when the new file is complete",
              e ->
                  e.isOf(MTIME)
                      && !e.didWe()
                      && e.isParentOfObject()
                      && e.isGnuAsBefore()
                      && e.isNow(e.ours())),
          new Difference(
              "append-only-directory",
              "a copy into an append-only directory (`chattr +a`)",
              "makes the file under its final name",
              "fails, and says that it has left a temp file",
              "a temp can be made there, but neither be renamed nor be removed",
              e ->
                  e.weSaid("TEMP_LEFT")
                      && (e.isOfStatus()
                          || (e.isOfExistence() && e.path().contains("/.mvf-") && e.gnu() == null)
                          || ((e.isSubject() || e.isObject()) && e.isOursAsBefore())
                          || (e.isParentOfSubject() && e.isOf(MTIME) && e.isOursAsBefore()))));

  private MoveDifferences() {}

  /** The source is gone, and GNU has failed. */
  private static boolean isMoved(Evidence e) {
    return e.isOfStatus()
        || (e.isSubject() && e.isOfExistence() && e.ours() == null)
        || ((e.isParentOfSubject() || e.isParentOfObject()) && e.isOf(MTIME) && e.isNow(e.ours()));
  }
}
