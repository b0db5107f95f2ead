// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directories that a plan would make. They have no inode to tell them by, whichever path leads
 * there: each is told by its name in another one. A merge has none of them, and may ask of others
 * by several threads; a plan is of one.
 */
final class DirectoriesToBe {
  private final Syscalls calls;
  private final ConfinedTree root;
  private final Map<RawPath, DirectoryNode> byPath = new HashMap<>(0);

  /** What links of the root lead to, by their paths. */
  private final Map<RawPath, DirectoryNode> behindLinks = new HashMap<>(0);

  DirectoriesToBe(Syscalls calls, ConfinedTree root) {
    this.calls = calls;
    this.root = root;
  }

  /** One would be made. */
  void add(DirectoryNode node) {
    byPath.put(node.path(), node);
  }

  /** Whether a link of the root would lead to one of them; that is remembered. */
  boolean isBehind(RawPath link, RawPath path) {
    DirectoryNode node = byPath.get(path);
    if (node != null) {
      behindLinks.put(link, node);
    }
    return node != null;
  }

  /**
   * What tells the counterpart of a directory, for a map, by whichever path it is reached.
   *
   * @param dirs the directory
   * @param name the entry that it is asked for
   * @return null for what was moved with its directory, and for one that is coming
   * @throws MoveException if it can't be told
   */
  @Nullable Object place(OpenDirectories dirs, RawPath name) throws MoveException {
    FileId there = dirs.targetId(name);
    if (there != null || dirs.node().counterpart() != Counterpart.ABSENT) {
      return there;
    }
    try {
      return place(dirs.node());
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.LOOK, e);
    }
  }

  private Object place(DirectoryNode absent) throws ErrnoException {
    DirectoryNode behind = behindLinks.get(absent.path());
    if (behind != null) {
      return place(behind);
    }
    DirectoryNode parent = absent.parent();
    if (parent == null) {
      throw new IllegalStateException("the top is always there");
    }
    boolean isToBe = parent.counterpart() == Counterpart.ABSENT;
    return new NameIn(isToBe ? place(parent) : there(parent), absent.name());
  }

  private FileId there(DirectoryNode node) throws ErrnoException {
    try (Fd directory = root.openDirectory(node.path(), node.links())) {
      return FileId.of(calls.data().fstat(directory));
    }
  }
}
