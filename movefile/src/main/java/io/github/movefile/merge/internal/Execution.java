// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Carries out what was planned: the only one that writes. Thread-safe. */
final class Execution implements Effects {
  private final MergeSession session;
  private final PathCalls paths;
  private final DirectoryCopy directoryCopy;
  private final EntryMerge entryMerge;
  private final DirectoryRename rename;
  private final DirectoryFilling filling;

  Execution(MergeSession session, DirectoryCopy directoryCopy) {
    this.session = session;
    this.paths = session.calls().paths();
    this.directoryCopy = directoryCopy;
    this.entryMerge = new EntryMerge(session);
    this.rename = new DirectoryRename(session);
    this.filling = new DirectoryFilling(session, directoryCopy, entryMerge);
  }

  @Override
  public MergedEntry file(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    return dirs.node().counterpart() == Counterpart.MOVED
        ? entryMerge.moved(dirs, name, planned, source)
        : entryMerge.merge(dirs, name, planned, source, target);
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
    @Nullable Counterpart counterpart =
        switch (planned.action()) {
          case MAKE_DIRECTORY -> moveOrMake(dirs, name, source);
          case BACK_UP -> {
            makeInPlaceOfOther(dirs, name, source);
            yield Counterpart.MADE;
          }
          case ENTER_DIRECTORY, UPDATE_DIRECTORY, FOLLOW_LINK ->
              Counterpart.ofExisting(session.options().existingDirectories());
          case SKIP -> {
            dirs.node().leaveBehind();
            yield null;
          }
          case REFUSE -> throw Refusals.ofDirectory(dirs, name, planned);
          default -> throw new IllegalStateException("no action on a directory: " + planned);
        };
    if (counterpart != Counterpart.COMING) {
      session.tally().did(planned.action());
    }
    return counterpart == null
        ? null
        : Children.of(session, dirs, name, index, planned, source, target, counterpart);
  }

  private Counterpart moveOrMake(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    boolean isMoved = dirs.node().counterpart() == Counterpart.MOVED;
    if (isMoved || rename.move(dirs, name, source)) {
      return Counterpart.MOVED;
    }
    if (filling.appliesTo(dirs, source)) {
      return Counterpart.COMING;
    }
    directoryCopy.make(dirs.sourceOf(name), source, dirs.targetOf(name));
    return Counterpart.MADE;
  }

  @Override
  public BitSet fill(
      OpenDirectories dirs,
      List<DirectoryEntry> entries,
      EntryPlanner planner,
      BooleanSupplier ending)
      throws IOException {
    BitSet done = filling.fill(dirs, entries, planner, ending);
    session.tally().did(Children.actionOn(dirs.node()));
    return done;
  }

  @Override
  public void removeSources(OpenDirectories dirs, List<FilledFile> files) throws IOException {
    filling.removeSources(dirs, files);
  }

  @Override
  public void completeBeforeRemoval(OpenDirectories dirs) throws MoveException {
    applyMetadata(dirs);
    dirs.node().is(Counterpart.COMPLETE);
  }

  private void makeInPlaceOfOther(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    Backup backup = Backup.of(paths, dirs, name);
    try {
      directoryCopy.make(dirs.sourceOf(name), source, dirs.targetOf(name));
    } catch (MoveException | RuntimeException | Error e) {
      backup.undo(e);
      throw e;
    }
  }

  @Override
  public void complete(OpenDirectories dirs) throws MoveException {
    DirectoryNode node = dirs.node();
    DirectoryNode parent = node.parent();
    if (session.consumes() && node.counterpart() != Counterpart.MOVED) {
      removeEmptied(dirs);
    }
    if (parent != null) {
      applyMetadata(dirs);
      session.unfinishedDirectories().completed(dirs);
      parent.completed(node);
    }
  }

  /** Gives a directory its metadata, also when a merge has ended early. */
  void applyMetadata(OpenDirectories dirs) throws MoveException {
    DirectoryNode node = dirs.node();
    if (node.counterpart() == Counterpart.MADE || node.counterpart() == Counterpart.UPDATED) {
      Place from = dirs.sourceItself();
      Place to = dirs.targetItself();
      try {
        session
            .tally()
            .lost(
                node.path(),
                directoryCopy.applyMetadata(from, dirs.source(), node.facts(), to, dirs.target()));
      } catch (MoveException e) {
        if (node.counterpart() == Counterpart.MADE) {
          directoryCopy.applyWhatCanBe(from, dirs.source(), node.facts(), to, dirs.target());
          node.is(Counterpart.COMPLETE); // as far as it can be: nobody has to try, and tell, again
        }
        throw e;
      }
    }
  }

  /** Removes a directory that was made, if nothing is in it, after a failure. */
  void remove(DirectoryNode made, Throwable failure) {
    DirectoryNode parent = made.parent();
    if (parent == null) {
      return;
    }
    try (Fd directory = session.rootTree().openDirectory(parent.path(), parent.links())) {
      paths.unlinkat(directory, made.name(), AtFlags.REMOVE_DIRECTORY);
    } catch (ErrnoException e) {
      failure.addSuppressed(e.toFileSystemException(session.shownInRoot(made.path()), null));
    }
  }

  /** Their parent is open, and they need not be: one call each. */
  private void removeEmptied(OpenDirectories dirs) throws MoveException {
    for (RawPath name : dirs.node().emptied()) {
      try {
        paths.unlinkat(dirs.source(), name, AtFlags.REMOVE_DIRECTORY);
      } catch (ErrnoException e) {
        throw Failing.at(
            dirs.sourceOf(name),
            dirs.targetOf(name),
            MoveStep.REMOVE_SOURCE,
            MoveState.SOURCE_LEFT,
            e);
      }
    }
  }

  @Override
  public boolean willBeDirectory(RawPath link, RawPath text) {
    return false; // what was planned is made
  }
}
