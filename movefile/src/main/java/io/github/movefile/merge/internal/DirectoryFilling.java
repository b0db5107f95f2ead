// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Made;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a directory that the root lacks, with the files in it that have to be copied: under a temp
 * name, in which they need none of their own; one rename gives all their names. Only then do their
 * sources go. Thread-safe.
 */
final class DirectoryFilling {
  /** So many files may wait for their names. */
  static final int MOST_FILES = 1000;

  /** So many bytes of them. */
  static final long MOST_BYTES = 64L << 20;

  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final EntryMerge entryMerge;

  DirectoryFilling(MergeSession session, DirectoryCopy directoryCopy, EntryMerge entryMerge) {
    this.session = session;
    this.directoryCopy = directoryCopy;
    this.entryMerge = entryMerge;
  }

  /**
   * Whether files of a directory are sure to be copied: then whoever works on it makes it.
   *
   * @param dirs where it is
   * @param source what the image has
   */
  boolean appliesTo(OpenDirectories dirs, FileStat source) {
    return isCopied(source, dirs.node().device()) || isElsewhere(dirs, source);
  }

  /**
   * Asks for what can't be done: to rename a directory of the name {@code .} is EBUSY, or, before
   * that is looked at, EXDEV if the two have not the same mount; see do_renameat2() of Linux.
   */
  private boolean isElsewhere(OpenDirectories dirs, FileStat source) {
    long from = dirs.node().facts().dev();
    long to = dirs.node().device();
    if (from == to || source.dev() != from) {
      return false;
    }
    try {
      PathCalls paths = session.calls().paths();
      paths.renameat2(dirs.source(), RawPath.DOT, dirs.target(), RawPath.DOT, RenameFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EXDEV) {
        session.borders().found(from, to, e);
        return true;
      }
    }
    return false;
  }

  private boolean isCopied(FileStat source, long device) {
    return !session.consumes()
        || (source.dev() == device
            ? !session.options().move().owners().isIdentity()
            : session.borders().isKnown(source.dev(), device));
  }

  /**
   * Makes the directory, and copies files into it. Their sources stay; the node has those that are
   * to be removed now, whatever this throws.
   *
   * @param dirs of a node whose counterpart is coming; it is there afterwards
   * @param entries of the directory
   * @param planner decides of them
   * @param ending whether there is no sense in going on
   * @return which entries are done
   * @throws IOException if one could not be copied; those before it are
   */
  BitSet fill(
      OpenDirectories dirs,
      List<DirectoryEntry> entries,
      EntryPlanner planner,
      BooleanSupplier ending)
      throws IOException {
    BitSet done = new BitSet(entries.size());
    if (!haveRegular(entries)) {
      PendingDirectory.makeAtOnce(session, directoryCopy, dirs);
      session.events().listed(dirs.node(), entries.size());
      return done;
    }
    List<FilledFile> files = new ArrayList<>(0);
    try (PendingDirectory pending = PendingDirectory.make(session, directoryCopy, dirs)) {
      Throwable failure = null;
      try {
        if (pending.isUnderTempName()) {
          copy(dirs, entries, planner, ending, pending, files);
        }
      } catch (Throwable e) { // whatever it is, those before it are complete
        failure = e;
      }
      failure = publish(pending, files, failure);
      Throwable notStored = store(pending);
      failure = notStored == null ? failure : Throwables.firstOf(failure, notStored);
      try {
        session.events().listed(dirs.node(), entries.size());
      } catch (Throwable e) { // the listener's
        failure = Throwables.firstOf(failure, e);
      }
      for (FilledFile file : files) {
        done.set(file.index());
        entryMerge.named(file.event()); // what has no name isn't counted: it may be left to others
      }
      if (session.consumes() && notStored == null) {
        dirs.node().filled(files);
      } else {
        failure = FilledFile.tell(session.events(), dirs.node(), files, failure);
      }
      Throwables.rethrow(failure);
    }
    return done;
  }

  private static boolean haveRegular(List<DirectoryEntry> entries) {
    for (DirectoryEntry entry : entries) {
      if (entry.type() == FileType.REGULAR) {
        return true;
      }
    }
    return false;
  }

  private void copy(
      OpenDirectories dirs,
      List<DirectoryEntry> entries,
      EntryPlanner planner,
      BooleanSupplier ending,
      PendingDirectory pending,
      List<FilledFile> files)
      throws IOException {
    long bytes = 0;
    for (int i = 0; i < entries.size() && files.size() < MOST_FILES; i++) {
      DirectoryEntry entry = entries.get(i);
      if (entry.type() != FileType.REGULAR) {
        continue;
      }
      if (ending.getAsBoolean()) {
        return;
      }
      if (session.options().cancellation().isCancelled()) {
        throw dirs.refused(entry.name(), MoveFailure.CANCELLED, "cancelled");
      }
      FileStat source = dirs.lookAtSource(entry.name());
      PlannedEntry planned =
          bytes + source.size() <= MOST_BYTES ? planned(dirs, entry, planner, source) : null;
      Made made = planned == null ? null : copy(dirs, entry, source, pending);
      if (planned != null && made != null) {
        MergedEntry event = entryMerge.filled(dirs, entry.name(), planned, made.result());
        files.add(new FilledFile(entry.name(), i, made.source(), event));
        bytes += made.source().size();
        session.progress().done(made.source().size());
      }
    }
  }

  /** Null if it has to be merged like others. */
  private @Nullable PlannedEntry planned(
      OpenDirectories dirs, DirectoryEntry entry, EntryPlanner planner, FileStat source)
      throws MoveException {
    boolean stays = session.consumes() && (source.isImmutable() || source.isAppendOnly());
    boolean hasOtherNames = session.groups().of(source) != null; // they look for it by its path
    boolean isSuitable =
        source.isRegular() && !stays && !hasOtherNames && isCopied(source, dirs.node().device());
    if (!isSuitable) {
      return null;
    }
    PlannedEntry planned = planner.planInNew(dirs, entry.name(), source);
    return planned != null && planned.method() == ExpectedMethod.COPY ? planned : null;
  }

  /** Null if it has to be merged like others. */
  private @Nullable Made copy(
      OpenDirectories dirs, DirectoryEntry entry, FileStat source, PendingDirectory pending)
      throws MoveException {
    try {
      Made made = entryMerge.fill(dirs, entry.name(), source);
      session.progress().begun(made.source().size());
      pending.add(entry.name());
      return made;
    } catch (MoveException e) {
      if (e.state() == MoveState.SOURCE_LEFT) {
        pending.add(entry.name()); // it is complete
      }
      boolean isTaken =
          e.step() == MoveStep.CREATE_TEMP && e.errno().filter(Errno.EEXIST::equals).isPresent();
      if (!isTaken) {
        throw e;
      }
      return null; // the directory knows no upper case, and has one whose name is like this
    }
  }

  /** Gives them their names; keeps those in the list that have one. */
  private @Nullable Throwable publish(
      PendingDirectory pending, List<FilledFile> files, @Nullable Throwable failure) {
    Throwable first = failure;
    try {
      pending.publish(failure == null);
    } catch (Throwable e) {
      first = Throwables.firstOf(first, e);
    }
    List<FilledFile> unnamed =
        files.subList(Math.min(pending.published(), files.size()), files.size());
    for (FilledFile file : unnamed) {
      session.progress().takenBack(file.source().size());
    }
    unnamed.clear();
    return first;
  }

  /** Without it a power cut might take the names, which are the only ones if the sources go. */
  private static @Nullable Throwable store(PendingDirectory pending) {
    try {
      pending.store();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /**
   * Removes the sources of what was copied into a directory.
   *
   * @param files of the directory, at least one
   * @throws IOException if one could not be removed; the others are
   */
  void removeSources(OpenDirectories dirs, List<FilledFile> files) throws IOException {
    Throwable failure = null;
    for (FilledFile file : files) {
      try {
        entryMerge.removeKept(dirs, file.name(), file.source());
      } catch (Throwable e) {
        failure = Throwables.firstOf(failure, e);
      }
    }
    try {
      Place removed = dirs.sourceOf(files.get(0).name());
      directoryCopy.store(dirs.sourceItself(), dirs.targetItself(), removed, MoveState.MOVED);
    } catch (Throwable e) {
      failure = Throwables.firstOf(failure, e);
    }
    Throwables.rethrow(failure);
  }
}
