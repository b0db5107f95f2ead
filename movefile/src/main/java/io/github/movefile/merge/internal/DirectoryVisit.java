// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.FileType;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works on one directory of the image: lists it, has each entry visited, files before symbolic
 * links, and completes the directory once all below it is done. Thread-safe.
 */
final class DirectoryVisit implements Workers.Work {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final EntryPlanner planner;
  private final Effects effects;
  private final Workers workers;
  private final EntryVisit each;

  DirectoryVisit(
      MergeSession session,
      DirectoryCopy directoryCopy,
      EntryPlanner planner,
      Effects effects,
      Later later) {
    this.session = session;
    this.directoryCopy = directoryCopy;
    this.planner = planner;
    this.effects = effects;
    this.workers =
        new Workers(
            session.options().workers(),
            session.options().mostWorkers(),
            session.idleness(),
            session.events()::isCrowded,
            new Removals(mostRemovers(session.options())),
            this);
    this.each = new EntryVisit(session, planner, effects, later, workers);
  }

  EntryVisit each() {
    return each;
  }

  /**
   * Half of the workers, see ADR 19; but where each removal is stored, they wait for disks anyway.
   */
  private static int mostRemovers(MergeOptions options) {
    boolean isStored = options.move().durability() == Durability.FSYNC;
    return isStored ? Integer.MAX_VALUE : Math.max(1, options.workers() / 2);
  }

  /** Walks a directory and all below it, but for what comes later. */
  void walk(DirectoryNode top) throws IOException {
    session.events().begin(top);
    workers.add(top);
    workers.run();
  }

  @Override
  public void on(DirectoryNode directory) throws IOException {
    boolean isComplete;
    try (OpenDirectories dirs = OpenDirectories.of(session, directory, directoryCopy)) {
      boolean isVisited = dirs.isOnlyCounted() ? count(dirs) : visit(dirs);
      effects.visited(dirs);
      session.unfinishedDirectories().begun(dirs);
      if (!isVisited) {
        return; // somebody has failed
      }
      isComplete = directory.isLastOfPending();
      if (isComplete) {
        effects.complete(dirs);
      } else if (directory.waitsForRemovalAlone()) {
        effects.completeBeforeRemoval(dirs);
      }
    } finally {
      if (directory.filledCount() > 0) {
        workers.addRemoval(directory);
      }
    }
    if (isComplete) {
      completeAbove(directory);
    }
  }

  /** False if that ended early. */
  private boolean visit(OpenDirectories dirs) throws IOException {
    List<DirectoryEntry> entries = dirs.list();
    session.progress().seen(entries.size());
    BitSet done = begin(dirs, entries);
    return visit(dirs, entries, done, false) && visit(dirs, entries, done, true);
  }

  /** By the listing. Looking at each file would take four times as long as all the rest. */
  private boolean count(OpenDirectories dirs) throws MoveException {
    Listing.Count count = dirs.count();
    List<DirectoryEntry> directories = count.directories();
    session.progress().seen(directories.size() + count.others());
    for (int i = 0; i < directories.size(); i++) {
      if (workers.isEnding()) {
        return false;
      }
      workers.add(Children.moved(dirs.node(), directories.get(i).name(), i));
    }
    session.tally().moved(directories.size(), count.others());
    return true;
  }

  /** Which entries are done by it. */
  private BitSet begin(OpenDirectories dirs, List<DirectoryEntry> entries) throws IOException {
    if (dirs.node().counterpart() == Counterpart.COMING) {
      return fill(dirs, entries);
    }
    session.events().listed(dirs.node(), entries.size());
    return new BitSet(0);
  }

  private BitSet fill(OpenDirectories dirs, List<DirectoryEntry> entries) throws IOException {
    BitSet done = new BitSet(0);
    Throwable failure = null;
    try {
      done = effects.fill(dirs, entries, planner, workers::isEnding);
    } catch (Throwable e) { // those before it have their names
      failure = e;
    }
    if (dirs.node().filledCount() > 0) {
      if (workers.beginsRemoval()) {
        failure = removeAtOnce(dirs, failure);
      } else {
        dirs.node().addPending();
      }
    }
    Throwables.rethrow(failure);
    return done;
  }

  private @Nullable Throwable removeAtOnce(OpenDirectories dirs, @Nullable Throwable failure) {
    try {
      removeSources(dirs);
      return failure;
    } catch (Throwable e) {
      return Throwables.firstOf(failure, e);
    } finally {
      workers.endRemoval();
    }
  }

  private void removeSources(OpenDirectories dirs) throws IOException {
    List<FilledFile> files = dirs.node().takeFilled();
    Throwable failure = null;
    try {
      effects.removeSources(dirs, files);
    } catch (Throwable e) {
      failure = e;
    }
    Throwables.rethrow(FilledFile.tell(session.events(), dirs.node(), files, failure));
  }

  @Override
  public void remove(DirectoryNode directory) throws IOException {
    boolean isComplete;
    try (OpenDirectories dirs = openAgain(directory)) {
      removeSources(dirs);
      isComplete = !workers.isEnding() && directory.isLastOfPending();
      if (isComplete) {
        effects.complete(dirs);
      }
    }
    if (isComplete) {
      completeAbove(directory);
    }
  }

  private OpenDirectories openAgain(DirectoryNode directory) throws IOException {
    try {
      return OpenDirectories.of(session, directory, directoryCopy);
    } catch (MoveException e) {
      FilledFile.tell(session.events(), directory, directory.takeFilled(), e);
      throw e;
    }
  }

  private boolean visit(
      OpenDirectories dirs, List<DirectoryEntry> entries, BitSet done, boolean links)
      throws IOException {
    for (int i = 0; i < entries.size(); i++) {
      DirectoryEntry entry = entries.get(i);
      if ((entry.type() == FileType.SYMLINK) == links && !done.get(i)) {
        if (workers.isEnding()) {
          return false;
        }
        each.visit(dirs, entry.name(), i);
      }
    }
    return true;
  }

  /** Of the directories above, those that have waited for this one alone. */
  void completeAbove(DirectoryNode directory) throws IOException {
    DirectoryNode at = directory.parent();
    while (at != null && at.isLastOfPending()) {
      DirectoryNode above = at.parent();
      if (at.counterpart() == Counterpart.MOVED && above != null) {
        above.completed(at); // it needs nothing
      } else {
        try (OpenDirectories dirs = OpenDirectories.of(session, at, directoryCopy)) {
          effects.complete(dirs);
        }
      }
      at = above;
    }
  }
}
