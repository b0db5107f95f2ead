// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.LinkGroups.Candidate;
import io.github.movefile.merge.internal.LinkGroups.Group;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Disposal;
import io.github.movefile.move.internal.FileFacts;
import io.github.movefile.move.internal.HardLinks;
import io.github.movefile.move.internal.Made;
import io.github.movefile.move.internal.MoveEngine;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.TempNaming;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what was planned for a file, link or node: the one class that writes them. Thread-safe. */
final class EntryMerge {
  private static final HardLinks NONE = HardLinks.of(List.of());

  private final MergeSession session;
  private final PathCalls paths;
  private final MoveEngine engine;
  private final MoveEngine inPlace;
  private final MoveOptions options;
  private final ManifestFacts manifest;
  private final LinkTimes linkTimes;

  EntryMerge(MergeSession session) {
    this.session = session;
    this.paths = session.calls().paths();
    this.engine = new MoveEngine(session.calls());
    this.inPlace = new MoveEngine(session.calls(), TempNaming.IN_PLACE);
    this.manifest = new ManifestFacts(session);
    this.linkTimes = new LinkTimes(paths);
    this.options = manifest.inThisMerge(session.options().move());
  }

  /**
   * Does it.
   *
   * @param dirs where the entry is
   * @param name its name
   * @param planned what is to be done
   * @param source what the image has
   * @param target what the root has of that name, or null
   * @return what was done
   * @throws MoveException if it couldn't be; the root has the old or the new file
   */
  MergedEntry merge(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    session.tally().did(planned.action());
    MoveResult result =
        switch (planned.action()) {
          case PLACE, REPLACE -> move(dirs, name, name, source, target);
          case PROTECT -> protect(dirs, name, planned, source);
          case BACK_UP -> backUp(dirs, name, source);
          case LEAVE -> {
            leave(dirs, name, planned, source, target);
            yield null;
          }
          case LEAVE_PENDING -> {
            removeSource(dirs, name, planned, source);
            yield null;
          }
          case SKIP -> {
            dirs.node().leaveBehind();
            yield null;
          }
          case REFUSE -> throw Refusals.ofFile(dirs, name, planned);
          default -> throw new IllegalStateException("no action on a file: " + planned);
        };
    if (result != null) {
      session.tally().moved(planned.path(), result);
    }
    Place now = dirs.targetOf(planned.target().fileName());
    return manifest.event(dirs, planned, result, now, afterMove());
  }

  /** Copies a file into a directory that has no name yet; its source stays for now. */
  Made fill(OpenDirectories dirs, RawPath name, FileStat source) throws MoveException {
    FileFacts facts = new FileFacts(source, null);
    Place from = dirs.sourceOf(name);
    Place to = dirs.targetOf(name);
    return inPlace.move(from, to, facts, NONE, options, Disposal.KEEP, dirs.pair());
  }

  /** The event of one that was copied so. */
  MergedEntry filled(OpenDirectories dirs, RawPath name, PlannedEntry planned, MoveResult result)
      throws MoveException {
    Place now = dirs.targetOf(name);
    return manifest.event(dirs, planned, result, now, MoveState.SOURCE_LEFT);
  }

  /** It has its name. */
  void named(MergedEntry filled) {
    session.tally().did(filled.planned().action());
    if (filled.result().isPresent()) {
      session.tally().moved(filled.planned().path(), filled.result().get());
    }
  }

  private MoveState afterMove() {
    return session.consumes() ? MoveState.MOVED : MoveState.SOURCE_LEFT;
  }

  /** Removes the source of one that has its name. */
  void removeKept(OpenDirectories dirs, RawPath name, FileStat source) throws MoveException {
    inPlace.removeKept(dirs.sourceOf(name), dirs.targetOf(name), source, options);
  }

  /** What came with its directory. */
  MergedEntry moved(OpenDirectories dirs, RawPath name, PlannedEntry planned, FileStat source)
      throws MoveException {
    session.tally().moved(0, 1);
    long bytes = source.isRegular() ? source.size() : 0;
    MoveResult result =
        new MoveResult(MoveMethod.RENAMED, source.mtime(), bytes, Optional.empty(), List.of());
    Place now = new Place(dirs.source(), name, session.shownInRoot(planned.path()));
    if (source.isSymlink()) {
      result = linkTimes.restored(now, source, result);
    }
    session.tally().lost(planned.path(), result.warnings());
    return manifest.event(dirs, planned, result, now, MoveState.MOVED);
  }

  private MoveResult move(
      OpenDirectories dirs,
      RawPath name,
      RawPath newName,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    Group group = session.groups().of(source);
    Place from = dirs.sourceOf(name);
    Place to = dirs.targetOf(newName);
    if (group == null) {
      FileFacts facts = new FileFacts(source, target);
      MoveResult result =
          engine.move(from, to, facts, NONE, options, session.disposal(), dirs.pair()).result();
      return source.isSymlink() ? linkTimes.restored(to, source, result) : result;
    }
    group.lock.lock();
    try {
      // Each name that goes changes the file's link count and time: it is looked at between two.
      FileStat now = paths.statx(from.dir(), name, AtFlags.SYMLINK_NOFOLLOW);
      return moveOneOfSeveral(group, dirs, newName, from, to, new FileFacts(now, target));
    } catch (ErrnoException e) {
      throw Failing.at(from, to, MoveStep.CREATE_TEMP, e);
    } finally {
      group.lock.unlock();
    }
  }

  private MoveResult moveOneOfSeveral(
      Group group, OpenDirectories dirs, RawPath newName, Place from, Place to, FileFacts facts)
      throws MoveException {
    Made made = null;
    try {
      try (Candidate candidate = group.open(session, facts.source(), dirs.node().device())) {
        HardLinks links = candidate == null ? NONE : candidate.asHardLinks(paths);
        made = engine.move(from, to, facts, links, options, session.disposal(), dirs.pair());
      }
      if (made.result().method() != MoveMethod.HARD_LINKED) {
        FileStat placed = paths.statx(to.dir(), to.path(), AtFlags.SYMLINK_NOFOLLOW);
        group.placed(dirs.node(), newName, made.source(), placed);
      }
      return made.result();
    } catch (ErrnoException e) {
      MoveState reached = made == null ? MoveState.UNCHANGED : afterMove();
      throw Failing.at(from, to, MoveStep.CREATE_TEMP, reached, e);
    }
  }

  private MoveResult protect(
      OpenDirectories dirs, RawPath name, PlannedEntry planned, FileStat source)
      throws MoveException {
    RawPath update = planned.target().fileName();
    return move(dirs, name, update, source, dirs.lookAtTarget(update, name));
  }

  private MoveResult backUp(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    Backup backup = Backup.of(paths, dirs, name);
    try {
      return move(dirs, name, name, source, null);
    } catch (MoveException | RuntimeException | Error e) { // a callback of the user's may throw
      backup.undo(e);
      throw e;
    }
  }

  private void leave(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    boolean setsTime = planned.reason() == PlanReason.SAME_BUT_TIME;
    // A link was read to compare it, and there is no O_NOATIME for that.
    Timespec atime = target != null && target.isSymlink() ? target.atime() : Timespec.OMIT;
    if (setsTime || !atime.equals(Timespec.OMIT)) {
      Place to = dirs.targetOf(name);
      Timespec mtime = setsTime ? options.mtimeOf(source.mtime()) : Timespec.OMIT;
      try {
        paths.utimensat(to.dir(), name, atime, mtime, AtFlags.SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        throw Failing.at(dirs.sourceOf(name), to, MoveStep.TIMES, e);
      }
    }
    removeSource(dirs, name, planned, source);
  }

  /**
   * Of what the root has already, and stores first: it may be of a merge that was killed before it
   * did so, or of one that didn't want to. A source that has changed since it was compared stays.
   */
  private void removeSource(
      OpenDirectories dirs, RawPath name, PlannedEntry planned, FileStat source)
      throws MoveException {
    if (!session.consumes()) {
      return;
    }
    Place from = dirs.sourceOf(name);
    Place to = dirs.targetOf(planned.target().fileName());
    engine.store(from, to, source, options);
    try {
      FileStat now = paths.statx(from.dir(), name, AtFlags.SYMLINK_NOFOLLOW);
      if (!now.isUnchangedButForNames(source)) {
        throw dirs.refused(
            name, MoveFailure.SOURCE_CHANGED, "the source was changed while it was compared");
      }
      paths.unlinkat(from.dir(), name, AtFlags.NONE);
    } catch (ErrnoException e) {
      throw Failing.at(from, to, MoveStep.REMOVE_SOURCE, e);
    }
  }
}
