// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Borders;
import io.github.movefile.move.internal.Disposal;
import io.github.movefile.move.internal.OwnerChange;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of one merge share: both trees, the options, what was found out so far.
 * Thread-safe, as its parts are.
 */
final class MergeSession {
  private static final RawPath SELF = RawPath.of("/proc/self");

  private final Syscalls calls;
  private final MergeOptions options;
  private final Trees trees;
  private final ConfinedTree imageTree;
  private final ConfinedTree rootTree;
  private final LinkGroups groups = new LinkGroups();
  private final TakenUpdates takenUpdates = new TakenUpdates();
  private final DirectoriesToBe directoriesToBe;
  private final Borders borders = new Borders();
  private final Tally tally = new Tally();
  private final EventOrder events;
  private final UnfinishedDirectories unfinishedDirectories;
  private final ProgressMeter progress;
  private volatile @Nullable Integer user;

  MergeSession(Syscalls calls, MergeOptions options, Trees trees) {
    this.calls = calls;
    this.options = options;
    this.trees = trees;
    this.imageTree = ConfinedTrees.of(calls, trees.image());
    this.rootTree = ConfinedTrees.of(calls, trees.root());
    this.directoriesToBe = new DirectoriesToBe(calls, rootTree);
    this.events = new EventOrder(options.listener());
    this.unfinishedDirectories = new UnfinishedDirectories(events.isHeard());
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

  TakenUpdates takenUpdates() {
    return takenUpdates;
  }

  UnfinishedDirectories unfinishedDirectories() {
    return unfinishedDirectories;
  }

  DirectoriesToBe directoriesToBe() {
    return directoriesToBe;
  }

  Borders borders() {
    return borders;
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

  /** From now on. */
  Idleness idleness() {
    return Idleness.ofThisProcess(options.move().durability() == Durability.FSYNC);
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

  /** What the image's top is. */
  FileStat imageFacts() {
    return trees.imageFacts();
  }

  /**
   * Whether a directory of the root is the image, or the very one that is to be merged into it:
   * what is in it would be taken for merged, and removed.
   */
  boolean isOfTheImage(FileStat target, FileStat source) {
    return target.isSameFile(trees.imageFacts()) || target.isSameFile(source);
  }

  /**
   * Whether a directory of the root is the image, or one that the image is in: it can't be moved
   * away while it is merged.
   */
  boolean holdsTheImage(FileStat target) throws MoveException {
    FileStat image = trees.imageFacts();
    try {
      return target.isSameFile(image) || Ancestry.isBelow(calls, target, trees.image(), image);
    } catch (ErrnoException e) {
      Place shown = Place.of(trees.imagePath());
      throw Failing.at(shown, Place.of(trees.rootPath()), MoveStep.LOOK, e);
    }
  }

  /** Whether this user may set the times of a file: its owner and root may. */
  boolean mayChange(FileStat file) throws MoveException {
    int user = effectiveUser();
    return user == 0 || user == file.uid();
  }

  /** Who will own what is made after an entry of the image: only root gives files to others. */
  int ownerToBe(FileStat source) throws MoveException {
    int user = effectiveUser();
    return user == 0 ? OwnerChange.uid(options.move(), source) : user;
  }

  /** The owner of a process's directory in /proc, proc(5); without /proc, the root's. */
  private int effectiveUser() throws MoveException {
    Integer known = user;
    if (known == null) {
      try {
        known = calls.paths().statx(Fd.CWD, SELF, AtFlags.NONE).uid();
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENOENT) {
          Place image = Place.of(trees.imagePath());
          throw Failing.at(image, Place.of(trees.rootPath()), MoveStep.LOOK, e);
        }
        known = trees.rootFacts().uid();
      }
      user = known;
    }
    return known;
  }
}
