// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.SpaceNeed;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.merge.internal.journal.DirectoryMetadata;
import io.github.movefile.merge.internal.journal.JournalWriter;
import io.github.movefile.merge.internal.journal.KnownDirectory;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a transaction: walks all directories of the image and writes down what the
 * directories of the root are that they meet, before anything changes them. It adds up what space
 * all files of the image could take at most. It changes nothing. Thread-safe.
 */
final class Survey implements Effects {
  private final MergeSession session;
  private final JournalWriter journal;
  private final SyncPoints syncPoints;
  private final FileStat rootFacts;
  private final SpaceEstimate space;
  private final CommonDirectories common;
  private final Set<RawPath> known = new HashSet<>();

  Survey(MergeSession session, JournalWriter journal, SyncPoints syncPoints, FileStat rootFacts) {
    this.session = session;
    this.journal = journal;
    this.syncPoints = syncPoints;
    this.rootFacts = rootFacts;
    this.space = new SpaceEstimate(session.calls());
    this.common = new CommonDirectories(session);
  }

  /** The directories of the root, by their paths, that were written down. */
  Set<RawPath> known() {
    return known;
  }

  /** Names that two entries of the image have, neither of which was to get it. */
  Set<RawPath> shared() {
    return common.shared();
  }

  /** The space that the image could take at most. */
  List<SpaceNeed> mostSpace() {
    return space.needs();
  }

  @Override
  public boolean visitsFiles() {
    return false;
  }

  @Override
  public void passedBy(OpenDirectories dirs, FileStat source) throws MoveException {
    long device = dirs.node().device();
    MoveOptions options = session.options().move();
    boolean takesNone =
        session.consumes()
            && source.dev() == device
            && options.owners().isIdentity()
            && options.mtimeOf(source.mtime()).equals(source.mtime());
    if (!takesNone) {
      saw(dirs);
      synchronized (space) {
        space.file(device, ExpectedMethod.COPY, source, null);
      }
    }
  }

  /** Before anything in it is counted. */
  private void saw(OpenDirectories dirs) throws MoveException {
    if (dirs.node().counterpart() == Counterpart.ABSENT) {
      return;
    }
    try {
      synchronized (space) {
        space.saw(dirs.node(), dirs.target());
      }
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), dirs.targetItself(), MoveStep.LOOK, e);
    }
  }

  @Override
  public MergedEntry file(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target) {
    throw new IllegalStateException("no file is visited");
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
    saw(dirs);
    Counterpart counterpart;
    switch (planned.action()) {
      case REFUSE, SKIP -> {
        return null; // that comes again
      }
      case ENTER_DIRECTORY, UPDATE_DIRECTORY, FOLLOW_LINK ->
          counterpart =
              target == null
                  ? Counterpart.ABSENT
                  : Counterpart.ofExisting(session.options().existingDirectories());
      default -> {
        counterpart = Counterpart.ABSENT;
        synchronized (space) {
          space.directory(dirs.node().device());
        }
      }
    }
    DirectoryNode child =
        Children.of(session, dirs, name, index, planned, source, target, counterpart);
    common.entered(child, target);
    return child;
  }

  @Override
  public void visited(OpenDirectories dirs) throws MoveException {
    DirectoryNode node = dirs.node();
    MoveException clash = common.clash(dirs);
    if (clash != null) {
      throw clash;
    }
    MoveException kept = Refusals.ofKeptSources(session, dirs);
    if (kept != null) {
      throw kept;
    }
    if (node.counterpart() == Counterpart.ABSENT) {
      return;
    }
    RawPath path = node.path();
    requireRemovable(dirs);
    synchronized (known) {
      if (!known.add(path)) {
        return; // after what came later
      }
    }
    try {
      writeDown(dirs.target(), node, path);
    } catch (IOException e) {
      throw Failing.at(dirs.sourceItself(), dirs.targetItself(), MoveStep.LOOK, e);
    }
  }

  /** What is staged must be removable again: its directory can be listed, and is no mere log. */
  private void requireRemovable(OpenDirectories dirs) throws MoveException {
    DirectoryNode node = dirs.node();
    try (Fd listed = session.rootTree().openReadable(node.path(), node.links())) {
      if (session.calls().data().fstat(listed).isAppendOnly()) {
        throw notToBeTakenBack(dirs, "it is append-only");
      }
    } catch (ErrnoException e) {
      throw e.errno() == Errno.EACCES
          ? notToBeTakenBack(dirs, "it can't be listed")
          : Failing.at(dirs.sourceItself(), dirs.targetItself(), MoveStep.LOOK, e);
    }
  }

  private static MoveException notToBeTakenBack(OpenDirectories dirs, String why) {
    Place target = dirs.targetItself();
    return Failing.refused(
        dirs.sourceItself(),
        target,
        MoveFailure.DENIED,
        "in " + target.shown().quoted() + " no transaction could be taken back: " + why);
  }

  private void writeDown(Fd directory, DirectoryNode node, RawPath path) throws IOException {
    // The state directory has changed the root already.
    FileStat facts = node.parent() == null ? rootFacts : session.calls().data().fstat(directory);
    DirectoryMetadata metadata =
        node.counterpart() == Counterpart.UPDATED
            ? SavedMetadata.of(session.calls(), directory, facts)
            : null;
    journal.append(
        new KnownDirectory(
            path,
            node.links() == ConfinedTree.Links.FOLLOW_INSIDE,
            facts.atime(),
            facts.mtime(),
            metadata));
    syncPoints.saw(facts.dev(), directory);
  }

  @Override
  public void complete(OpenDirectories dirs) {
    DirectoryNode parent = dirs.node().parent();
    if (parent != null) {
      parent.completed(dirs.node());
    }
  }

  @Override
  public boolean willBeDirectory(RawPath link, RawPath text) {
    return false;
  }
}
