// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Directories of the image that are one in the root, where a link of the root leads from one path
 * to another, such as {@code lib} to {@code usr/lib}. A transaction takes them, but not two entries
 * for one name in them, unless neither is to get it: it finds that out here before it changes
 * anything. Thread-safe.
 */
final class CommonDirectories {
  private final MergeSession session;
  private final UntouchedTargets untouched;

  /** The first directory of each place: a {@link FileId}, or a name in the first of another one. */
  private final Map<Object, DirectoryNode> firsts = new HashMap<>();

  /** The first one of those that came later. */
  private final Map<DirectoryNode, DirectoryNode> firstOf = new HashMap<>(0);

  /** Those that came later, in their order, by the first one. */
  private final Map<DirectoryNode, List<DirectoryNode>> followers = new HashMap<>(0);

  /** Names that two entries have, none of which is to get it as far as is known. */
  private final Set<RawPath> shared = new HashSet<>(0);

  CommonDirectories(MergeSession session) {
    this.session = session;
    this.untouched = new UntouchedTargets(session);
  }

  /**
   * A directory of the image will be merged.
   *
   * @param node what will be
   * @param target the directory of the root that it is merged into; anything else, or null, if the
   *     root has none yet
   */
  synchronized void entered(DirectoryNode node, @Nullable FileStat target) {
    DirectoryNode parent = node.parent();
    if (parent == null) {
      return;
    }
    if (parent.parent() == null) {
      firsts.putIfAbsent(FileId.of(session.trees().rootFacts()), parent);
    }
    Object place =
        target != null && target.isDirectory()
            ? FileId.of(target)
            : new NameIn(firstOf.getOrDefault(parent, parent), node.name());
    DirectoryNode first = firsts.putIfAbsent(place, node);
    if (first != null) {
      firstOf.put(node, first);
      followers.computeIfAbsent(first, none -> new ArrayList<>(1)).add(node);
    }
  }

  private synchronized List<DirectoryNode> before(DirectoryNode node) {
    DirectoryNode first = firstOf.get(node);
    if (first == null) {
      return List.of();
    }
    List<DirectoryNode> before = new ArrayList<>();
    before.add(first);
    for (DirectoryNode follower : followers.getOrDefault(first, List.of())) {
      if (follower.equals(node)) {
        break;
      }
      before.add(follower);
    }
    return before;
  }

  /**
   * Looks for a name that a directory has, and one that came before it has too. Directories of one
   * name are merged.
   *
   * @param dirs the directory
   * @return why the merge is refused; null if there is none
   * @throws MoveException if a directory can't be listed
   */
  @Nullable MoveException clash(OpenDirectories dirs) throws MoveException {
    for (DirectoryNode other : before(dirs.node())) {
      Map<RawPath, FileType> theirs = list(dirs, other);
      for (DirectoryEntry entry : dirs.list()) {
        FileType type = theirs.get(entry.name());
        if (type != null && !areCompatible(dirs, other, type, entry)) {
          return refused(dirs, other, entry.name());
        }
      }
    }
    return null;
  }

  private boolean areCompatible(
      OpenDirectories dirs, DirectoryNode other, FileType theirs, DirectoryEntry entry)
      throws MoveException {
    if (theirs == FileType.DIRECTORY || entry.type() == FileType.DIRECTORY) {
      return theirs == entry.type();
    }
    boolean areShared = untouched.has(dirs, other, entry.name());
    if (areShared) {
      synchronized (this) {
        shared.add(entry.name());
      }
    }
    return areShared;
  }

  /** Names that neither of two entries is to get, which has to be so still when all is staged. */
  synchronized Set<RawPath> shared() {
    return Set.copyOf(shared);
  }

  private Map<RawPath, FileType> list(OpenDirectories dirs, DirectoryNode other)
      throws MoveException {
    Map<RawPath, FileType> types = new HashMap<>();
    try (Fd directory = session.imageTree().openReadable(other.path(), Links.REFUSE)) {
      for (DirectoryEntry entry : Listing.of(session.calls().paths(), directory)) {
        types.put(entry.name(), entry.type());
      }
      return types;
    } catch (ErrnoException e) {
      throw dirs.failed(RawPath.DOT, MoveStep.OPEN_SOURCE, e);
    }
  }

  private MoveException refused(OpenDirectories dirs, DirectoryNode other, RawPath name) {
    RawPath path = other.parent() == null ? name : other.path().resolve(name);
    return dirs.refused(
        name,
        MoveFailure.SAME_TARGET,
        dirs.shownTarget(name).quoted()
            + " and "
            + session.shownInRoot(path).quoted()
            + " are one name, and the image has both: a transaction takes one");
  }
}
