// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.merge.internal.StagedDirectories.Staged;
import io.github.movefile.merge.internal.journal.DirectoryTimes;
import io.github.movefile.merge.internal.journal.EmptiedDirectory;
import io.github.movefile.merge.internal.journal.InDirectory;
import io.github.movefile.merge.internal.journal.JournalRecord;
import io.github.movefile.merge.internal.journal.JournalWriter;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second part of a transaction: makes all that is new under temp names, beside what it will
 * replace, and writes down what is to be done to give it its names. A directory that the root lacks
 * is one such temp, with all that is in it under its own names. Nothing of the image is removed.
 * Thread-safe.
 */
final class Staging implements Effects {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final JournalWriter journal;
  private final StagedDirectories directories;
  private final Set<RawPath> known;
  private final EntryStaging entries;
  private final GivenNames given;
  private final EarlySync earlySync;

  Staging(
      MergeSession session,
      DirectoryCopy directoryCopy,
      JournalWriter journal,
      StagedNames names,
      Survey survey,
      EarlySync earlySync) {
    this.session = session;
    this.earlySync = earlySync;
    this.directoryCopy = directoryCopy;
    this.journal = journal;
    this.directories = new StagedDirectories(session, directoryCopy, names);
    this.known = survey.known();
    this.entries = new EntryStaging(session, names);
    this.given = new GivenNames(session, survey.shared());
  }

  @Override
  public MergedEntry file(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    requireNotGiven(dirs, name, planned);
    MergedEntry merged = entries.stage(dirs, name, planned, source, target);
    if (merged.result().isPresent() && merged.result().get().copy().isPresent()) {
      earlySync.staged(merged.result().get().bytes());
    }
    if (dirs.notes().size() >= OpenDirectories.MOST_NOTES) {
      writeNotes(dirs);
    }
    return merged;
  }

  @Override
  public @Nullable DirectoryNode directory(
      OpenDirectories dirs,
      RawPath name,
      int index,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    session.tally().did(planned.action());
    switch (planned.action()) {
      case MAKE_DIRECTORY, BACK_UP -> {
        requireNotGiven(dirs, name, planned);
        Staged staged = directories.make(dirs, name, planned, source, target);
        FileStat there = staged.there();
        return Children.of(
            session,
            dirs,
            name,
            staged.rootName(),
            index,
            planned,
            source,
            there == null ? target : there,
            there == null ? Counterpart.MADE : madeBefore());
      }
      case ENTER_DIRECTORY, UPDATE_DIRECTORY, FOLLOW_LINK -> {
        boolean isStaged = dirs.node().counterpart().isStaged();
        if (!isStaged) {
          requireKnown(dirs, name, planned.path());
        }
        Counterpart counterpart =
            isStaged
                ? madeBefore()
                : Counterpart.ofExisting(session.options().existingDirectories());
        return Children.of(session, dirs, name, index, planned, source, target, counterpart);
      }
      case SKIP -> {
        dirs.node().leaveBehind();
        return null;
      }
      case REFUSE -> throw Refusals.ofDirectory(dirs, name, planned);
      default -> throw new IllegalStateException("no action on a directory: " + planned);
    }
  }

  /** What a directory becomes that this transaction has made by another path of the root. */
  private Counterpart madeBefore() {
    return session.options().existingDirectories() == ExistingDirectories.UPDATE
        ? Counterpart.MADE
        : Counterpart.STAGED;
  }

  private void requireNotGiven(OpenDirectories dirs, RawPath name, PlannedEntry planned)
      throws MoveException {
    // In a directory that is a temp itself a name is seen by who comes later.
    boolean isStaged = dirs.node().counterpart().isStaged();
    MoveException clash = isStaged ? null : given.clash(dirs, name, planned);
    if (clash != null) {
      throw clash;
    }
  }

  private void requireKnown(OpenDirectories dirs, RawPath name, RawPath path) throws MoveException {
    if (!known.contains(path)) {
      throw dirs.refused(
          name,
          MoveFailure.TARGET_CHANGED,
          dirs.shownTarget(name).quoted() + " was made by another process meanwhile");
    }
  }

  @Override
  public void visited(OpenDirectories dirs) throws MoveException {
    writeNotes(dirs);
  }

  private void writeNotes(OpenDirectories dirs) throws MoveException {
    if (dirs.notes().isEmpty()) {
      return;
    }
    DirectoryNode node = dirs.node();
    List<JournalRecord> records = new ArrayList<>(dirs.notes().size() + 1);
    records.add(
        new InDirectory(
            node.path(), node.rootPath(), node.links() == ConfinedTree.Links.FOLLOW_INSIDE));
    records.addAll(dirs.notes());
    dirs.notes().clear();
    append(dirs, records);
  }

  private void append(OpenDirectories dirs, List<JournalRecord> records) throws MoveException {
    try {
      journal.append(records);
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), dirs.targetItself(), MoveStep.CREATE_TEMP, e);
    }
  }

  @Override
  public void complete(OpenDirectories dirs) throws MoveException {
    DirectoryNode node = dirs.node();
    DirectoryNode parent = node.parent();
    if (parent == null) {
      return;
    }
    List<JournalRecord> records = new ArrayList<>(2);
    if (node.counterpart() == Counterpart.MADE || node.counterpart() == Counterpart.UPDATED) {
      session
          .tally()
          .lost(
              node.path(),
              directoryCopy.applyMetadata(
                  dirs.sourceItself(),
                  dirs.source(),
                  node.facts(),
                  dirs.targetItself(),
                  dirs.target()));
    }
    session.unfinishedDirectories().completed(dirs);
    if (node.counterpart() == Counterpart.UPDATED) {
      records.add(timesOf(dirs));
    }
    if (session.consumes() && !node.isLeftBehind()) {
      records.add(new EmptiedDirectory(node.path()));
    }
    if (!records.isEmpty()) {
      append(dirs, records);
    }
    parent.completed(node);
  }

  /** What it has now is what it is to have after its new entries have got their names. */
  private DirectoryTimes timesOf(OpenDirectories dirs) throws MoveException {
    DirectoryNode node = dirs.node();
    try {
      FileStat now = session.calls().data().fstat(dirs.target());
      return new DirectoryTimes(
          node.rootPath(),
          node.links() == ConfinedTree.Links.FOLLOW_INSIDE,
          now.atime(),
          now.mtime());
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), dirs.targetItself(), MoveStep.TIMES, e);
    }
  }

  /** It is there, but not under its name: such a link can't be followed before the end. */
  @Override
  public boolean willBeDirectory(RawPath link, RawPath text) {
    return false;
  }
}
