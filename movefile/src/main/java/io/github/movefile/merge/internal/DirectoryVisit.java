// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works on one directory of the image: lists it, decides of each entry, has that done, and hands
 * over the directories in it. Files come before symbolic links; links that lead through other
 * directories wait until all is merged, as do directories that go through a link of the root.
 * Thread-safe.
 */
final class DirectoryVisit implements Workers.Work {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final EntryPlanner planner;
  private final Effects effects;
  private final Later later;
  private final Workers workers;

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
    this.later = later;
    this.workers =
        new Workers(
            session.options().workers(),
            session.options().mostWorkers(),
            session.idleness(),
            session.events()::isCrowded,
            new Removals(mostRemovers(session.options())),
            this);
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
      List<DirectoryEntry> entries = dirs.list();
      session.progress().seen(entries.size());
      boolean isVisited = visit(dirs, entries);
      effects.visited(dirs);
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
  private boolean visit(OpenDirectories dirs, List<DirectoryEntry> entries) throws IOException {
    if (dirs.node().counterpart() == Counterpart.MOVED && !session.events().isHeard()) {
      return count(dirs, entries);
    }
    BitSet done = begin(dirs, entries);
    return visit(dirs, entries, done, false) && visit(dirs, entries, done, true);
  }

  /**
   * Of what was moved with its directory nobody hears: the report wants numbers alone, which the
   * listing tells. Looking at each file would take four times as long as all the rest.
   */
  private boolean count(OpenDirectories dirs, List<DirectoryEntry> entries) throws MoveException {
    DirectoryNode directory = dirs.node();
    long directories = 0;
    for (int i = 0; i < entries.size(); i++) {
      DirectoryEntry entry = entries.get(i);
      if (workers.isEnding()) {
        return false;
      }
      if (entry.type() == FileType.DIRECTORY) {
        FileStat facts = dirs.lookAtSource(entry.name());
        workers.add(Children.moved(directory, entry.name(), i, facts));
        directories++;
      }
    }
    session.tally().moved(directories, entries.size() - directories);
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
        requireNotCancelled(dirs, entry.name());
        visit(dirs, entry.name(), i);
      }
    }
    return true;
  }

  private void visit(OpenDirectories dirs, RawPath name, int index) throws IOException {
    DirectoryNode directory = dirs.node();
    if (directory.links() == Links.FOLLOW_INSIDE && name.equals(StateDirectory.NAME)) {
      // The link may lead to the root itself.
      throw dirs.refused(
          name, MoveFailure.RESERVED_NAME, name.quoted() + " behind a link is for transactions");
    }
    FileStat source = dirs.lookAtSource(name);
    if (!source.isDirectory() && !effects.visitsFiles()) {
      effects.passedBy(dirs, source);
    } else if (source.isSymlink() && later.defers(dirs, name, source)) {
      directory.defer(name, index, source);
      later.addLinksOf(directory);
      session.events().done(directory, index, EventOrder.ELSEWHERE);
    } else if (source.isDirectory()) {
      visitDirectory(dirs, name, index, source);
    } else {
      session.events().done(directory, index, merge(dirs, name, source));
    }
  }

  /** Plans and merges a file, link or node. */
  MergedEntry merge(OpenDirectories dirs, RawPath name, FileStat source) throws MoveException {
    FileStat target = dirs.lookAtTarget(name);
    PlannedEntry planned = planner.plan(dirs, name, source, target);
    session.progress().begun(source.size());
    MergedEntry event = effects.file(dirs, name, planned, source, target);
    session.progress().done(source.size());
    return event;
  }

  private void visitDirectory(OpenDirectories dirs, RawPath name, int index, FileStat source)
      throws IOException {
    FileStat target = dirs.lookAtTarget(name);
    try {
      visitDirectory(dirs, name, index, source, target);
    } catch (MoveException e) {
      boolean isTaken = target == null && e.errno().filter(Errno.EEXIST::equals).isPresent();
      FileStat now = isTaken ? dirs.lookAtTarget(name) : null;
      if (now == null) {
        throw e;
      }
      // Another merge into this root was faster.
      visitDirectory(dirs, name, index, source, now);
    }
  }

  private void visitDirectory(
      OpenDirectories dirs, RawPath name, int index, FileStat source, @Nullable FileStat target)
      throws IOException {
    DirectoryNode directory = dirs.node();
    PlannedEntry planned = planner.plan(dirs, name, source, target);
    if (planned.action() == PlannedAction.FOLLOW_LINK && target != null) {
      directory.addPending();
      later.add(new Through(directory, name, index, source, target));
      session.events().done(directory, index, EventOrder.ELSEWHERE);
      return;
    }
    DirectoryNode child = effects.directory(dirs, name, index, planned, source, target);
    session.progress().done(0);
    if (child == null) {
      session.events().done(directory, index, Children.withoutResult(planned));
      return;
    }
    session.events().done(directory, index, child);
    workers.add(child);
  }

  private void requireNotCancelled(OpenDirectories dirs, RawPath name) throws MoveException {
    // What was moved with its directory is told of to the end.
    boolean isDone = dirs.node().counterpart() == Counterpart.MOVED;
    if (!isDone && session.options().cancellation().isCancelled()) {
      throw dirs.refused(name, MoveFailure.CANCELLED, "cancelled");
    }
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
