// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import static io.github.movefile.it.inside.gnu.Entry.ATIME;
import static io.github.movefile.it.inside.gnu.Entry.BLOCKS;
import static io.github.movefile.it.inside.gnu.Entry.DATA;
import static io.github.movefile.it.inside.gnu.Entry.MODE;
import static io.github.movefile.it.inside.gnu.Evidence.mode;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrFilter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Differences in what a new file has of its source. */
final class MetadataDifferences {
  static final List<Difference> ALL =
      List.of(
          new Difference(
              "time-of-reading",
              "a source is read, and stays; a symbolic link is looked at",
              "sets its time of access",
              "leaves it (`O_NOATIME`; links are not followed)",
              "a copy is no use of the file",
              e -> e.isOf(ATIME) && e.isNow(e.gnu()) && (e.isOursAsBefore() || e.isOursAsOrigin())),
          new Difference(
              "source-read",
              "a source is a symbolic link, or somebody else's, for whom there is no `O_NOATIME`",
              "has not read it, for the target refused before; or has cloned it",
              "has read it: its time of access is set",
              "the new file is complete before the target is touched; small files are not cloned",
              e ->
                  e.isOf(ATIME)
                      && (!e.didWe() || e.isOrdinaryUser())
                      && e.isNow(e.ours())
                      && e.isGnuAsBefore()),
          new Difference(
              "group-of-link-or-node",
              "an ordinary user copies another user's symbolic link or node of a group that they are in",
              "loses the group with the owner",
              "keeps the group, and tells the loss of the owner",
              "what can be kept is kept",
              e ->
                  e.isOf(Entry.GID)
                      && e.isOrdinaryUser()
                      && !e.originIs(Entry.REGULAR)
                      && e.isOursAsOrigin()),
          new Difference(
              "excluded-attribute",
              "attributes of the default exclusion, such as `user.xdg.*`",
              "copies them",
              "leaves them out",
              "they mean something to one machine or desktop only; portage leaves them out too",
              e ->
                  e.isXattr()
                      && e.isGnuAsOrigin()
                      && e.ours() == null
                      && XattrFilter.DEFAULT_EXCLUSION.matches(xattrName(e))),
          new Difference(
              "attribute-of-read-only-file",
              "an ordinary user copies a file with `user.*` attributes that they may not write to",
              "loses them (and succeeds)",
              "keeps them",
              "attributes are set before the mode, see ADR 4",
              e ->
                  e.isXattr()
                      && e.isOrdinaryUser()
                      && e.divergence().key().startsWith(Entry.XATTR + "user.")
                      && e.gnu() == null
                      && e.isOursAsOrigin()),
          new Difference(
              "group-that-is-lost",
              "an ordinary user copies a tree whose groups they can't set, below a setgid directory",
              "a file gets the user's group or the directory's, as the one above it is setgid at that"
                  + " moment",
              "the same, at other moments",
              "the group is lost either way, and that is told",
              e ->
                  e.isOf(Entry.GID)
                      && e.isOrdinaryUser()
                      && e.isTree()
                      && (!e.didWe() || e.trial().ours().losses().contains(Loss.OWNER.name()))
                      && !e.isGnuAsOrigin()
                      && !e.isOursAsOrigin()),
          new Difference(
              "zeros-in-sparse-file",
              "a sparse file has zeros that are written, not holes",
              "makes holes of them",
              "keeps them",
              "the copy has its holes where the source has them; `sparse` can be asked for",
              e ->
                  (e.isOf(DATA)
                          && e.isOursAsOrigin()
                          && grains(e.ours()).containsAll(grains(e.gnu())))
                      || (e.isOf(BLOCKS) && hasFewerDataByGnu(e))),
          new Difference(
              "inherited-setgid",
              "a directory is made in a setgid directory",
              "keeps the setgid bit that it gets there",
              "has the mode of its source",
              "the mode is the source's",
              e ->
                  e.isOf(MODE)
                      && e.originIs(Entry.DIRECTORY)
                      && e.isOursAsOrigin()
                      && mode(e.gnu()) == (mode(e.ours()) | FileStat.SETGID)),
          new Difference(
              "sticky-without-owner",
              "an ordinary user copies a file of another owner with a sticky bit",
              "drops it",
              "keeps it",
              "of the special bits only setuid and setgid mean another thing for another owner",
              e ->
                  e.isOf(MODE)
                      && e.isOrdinaryUser()
                      && mode(e.gnu()) == (mode(e.origin()) & 0777)
                      && mode(e.ours())
                          == (mode(e.origin()) & ~(FileStat.SETUID | FileStat.SETGID))),
          new Difference(
              "set-id-without-owner",
              "an ordinary user copies a node or directory of another owner with a setuid or setgid bit",
              "keeps it",
              "drops it, and tells",
              "set-id for another owner than the intended one is an attack, not a copy",
              e ->
                  e.isOf(MODE)
                      && e.isOrdinaryUser()
                      && !e.originIs(Entry.REGULAR)
                      && mode(e.ours()) == (mode(e.origin()) & ~(FileStat.SETUID | FileStat.SETGID))
                      && (mode(e.gnu()) & ~(FileStat.SETUID | FileStat.SETGID)) == mode(e.ours())));

  private MetadataDifferences() {}

  private static XattrName xattrName(Evidence e) {
    return XattrName.of(Latin.bytes(e.divergence().key().substring(Entry.XATTR.length())));
  }

  private static boolean hasFewerDataByGnu(Evidence e) {
    Set<String> ours = grains(e.trial().ourWorld().get(e.path(), DATA));
    Set<String> gnu = grains(e.trial().gnuWorld().get(e.path(), DATA));
    return ours.size() > gnu.size()
        && Long.parseLong(Objects.requireNonNull(e.gnu()))
            < Long.parseLong(Objects.requireNonNull(e.ours()));
  }

  private static Set<String> grains(@Nullable String data) {
    return data == null || data.isEmpty() ? Set.of() : Set.of(data.split(" ", -1));
  }
}
