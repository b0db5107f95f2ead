// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.move.internal.Disposal;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/**
 * What all parts of one merge share: both trees, the options, what was found out so far.
 * Thread-safe, as its parts are.
 */
final class MergeSession {
  private final Syscalls calls;
  private final MergeOptions options;
  private final Trees trees;
  private final ConfinedTree imageTree;
  private final ConfinedTree rootTree;
  private final LinkGroups groups = new LinkGroups();
  private final Tally tally = new Tally();
  private final EventOrder events;
  private final ProgressMeter progress;

  MergeSession(Syscalls calls, MergeOptions options, Trees trees) {
    this.calls = calls;
    this.options = options;
    this.trees = trees;
    this.imageTree = ConfinedTrees.of(calls, trees.image());
    this.rootTree = ConfinedTrees.of(calls, trees.root());
    this.events = new EventOrder(options.listener());
    this.progress = new ProgressMeter(options.listener());
  }

  /**
   * Image and root, open. Closing gives up both.
   *
   * @param image the image
   * @param imagePath how messages name it
   * @param imageFacts what it is
   * @param root the root
   * @param rootPath how messages name it
   * @param rootFacts what it is
   */
  record Trees(
      Fd image,
      RawPath imagePath,
      FileStat imageFacts,
      Fd root,
      RawPath rootPath,
      FileStat rootFacts)
      implements AutoCloseable {
    @Override
    public void close() throws ErrnoException {
      try (image) {
        root.close();
      }
    }
  }

  Syscalls calls() {
    return calls;
  }

  MergeOptions options() {
    return options;
  }

  Trees trees() {
    return trees;
  }

  ConfinedTree imageTree() {
    return imageTree;
  }

  ConfinedTree rootTree() {
    return rootTree;
  }

  LinkGroups groups() {
    return groups;
  }

  Tally tally() {
    return tally;
  }

  EventOrder events() {
    return events;
  }

  ProgressMeter progress() {
    return progress;
  }

  boolean consumes() {
    return options.disposal() == ImageDisposal.CONSUME;
  }

  Disposal disposal() {
    return consumes() ? Disposal.REMOVE : Disposal.KEEP;
  }

  /** How messages name an entry of the image. */
  RawPath shownInImage(RawPath path) {
    return path.length() == 0 ? trees.imagePath() : trees.imagePath().resolve(path);
  }

  /** How messages name an entry of the root. */
  RawPath shownInRoot(RawPath path) {
    return path.length() == 0 ? trees.rootPath() : trees.rootPath().resolve(path);
  }

  boolean isTheImage(FileStat directory) {
    return directory.isSameFile(trees.imageFacts());
  }
}
