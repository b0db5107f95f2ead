// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.LinkGroups.Candidate;
import io.github.movefile.merge.internal.LinkGroups.Group;
import io.github.movefile.merge.internal.journal.MergedSource;
import io.github.movefile.merge.internal.journal.NewEntry;
import io.github.movefile.merge.internal.journal.NewTime;
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
import io.github.movefile.move.internal.OwnerChange;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.TempNaming;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the new file, link or node of an entry under a temp name, or under its own in a directory
 * that is itself a temp. What can be is a hard link of the image's: it costs no space, and keeps
 * all that a rename would. Thread-safe.
 */
final class EntryStaging {
  private static final HardLinks NONE = HardLinks.of(List.of());

  /**
   * No hard link can be made of it, but a copy can; see link(2). EMLINK is none of these: what has
   * so many names is a group, and a copy would split it.
   */
  private static final Set<Errno> NO_LINK =
      EnumSet.of(
          Errno.EXDEV, Errno.EPERM, Errno.EACCES, Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENOSYS);

  private final MergeSession session;
  private final PathCalls paths;
  private final MoveEngine engine;
  private final MoveOptions options;
  private final ManifestFacts manifest;
  private final LinkTimes linkTimes;
  private final LinkTexts texts;
  private final StagedNames names;

  EntryStaging(MergeSession session, StagedNames names) {
    this.session = session;
    this.paths = session.calls().paths();
    this.engine = new MoveEngine(session.calls(), TempNaming.IN_PLACE);
    this.manifest = new ManifestFacts(session);
    this.linkTimes = new LinkTimes(paths);
    this.texts = new LinkTexts(session);
    this.options = manifest.inThisMerge(session.options().move());
    this.names = names;
  }

  /**
   * Makes it.
   *
   * @param dirs where the entry is; gets the notes for the journal
   * @param name its name
   * @param planned what is to be done
   * @param source what the image has
   * @param target what the root has of that name, or null
   * @return what was done
   * @throws MoveException if it couldn't be
   */
  MergedEntry stage(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    session.tally().did(planned.action());
    RawPath newName = planned.target().fileName();
    Place at = dirs.targetOf(newName);
    Made made = null;
    switch (planned.action()) {
      case PLACE, REPLACE, BACK_UP, PROTECT -> {
        at = placeFor(dirs, newName);
        boolean isBeside = planned.action() == PlannedAction.PROTECT;
        FileStat old = isBeside ? dirs.lookAtTarget(newName, name) : target;
        made = place(dirs, name, planned, source, old, at);
        session.tally().moved(planned.path(), made.result());
      }
      case LEAVE -> leave(dirs, name, planned, source, target);
      case LEAVE_PENDING -> {}
      case SKIP -> dirs.node().leaveBehind();
      case REFUSE -> throw Refusals.ofFile(dirs, name, planned);
      default -> throw new IllegalStateException("no action on a file: " + planned);
    }
    if (!planned.target().equals(planned.path())) {
      session.takenUpdates().cameAs(planned.path(), planned.target());
    }
    if (session.consumes() && planned.action() != PlannedAction.SKIP) {
      FileStat merged = made == null ? source : made.source();
      dirs.notes().add(new MergedSource(name, merged.ino(), merged.size(), merged.mtime()));
    }
    MoveResult result = made == null ? null : made.result();
    MergedEntry event = manifest.event(dirs, planned, result, at, MoveState.UNCHANGED);
    return planned.reason() == PlanReason.SAME_BUT_TIME
        ? ManifestFacts.withTime(event, options.mtimeOf(source.mtime()))
        : event;
  }

  private Place placeFor(OpenDirectories dirs, RawPath newName) {
    return dirs.node().counterpart().isStaged()
        ? dirs.targetOf(newName)
        : new Place(dirs.target(), names.next(), session.shownInRoot(dirs.pathOf(newName)));
  }

  private Made place(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target,
      Place at)
      throws MoveException {
    boolean replaces =
        planned.action() == PlannedAction.REPLACE || planned.action() == PlannedAction.PROTECT;
    if (replaces && target != null && isTheTarget(dirs, name, source, target)) {
      MoveResult there =
          new MoveResult(
              MoveMethod.HARD_LINKED, target.mtime(), target.size(), Optional.empty(), List.of());
      return new Made(there, source);
    }
    if (session.consumes() && (source.isImmutable() || source.isAppendOnly())) {
      throw dirs.refused(
          name,
          MoveFailure.DENIED,
          "the source is immutable or append-only, and could not be removed");
    }
    Made made = make(dirs, name, source, at);
    if (!dirs.node().counterpart().isStaged()) {
      RawPath backup =
          planned.action() == PlannedAction.BACK_UP ? Backup.freeName(paths, dirs, name) : null;
      long old = target != null && (replaces || backup != null) ? target.ino() : 0;
      // What was linked was looked at.
      boolean isOfImage = made.result().method() == MoveMethod.RENAMED;
      long inode = isOfImage ? source.ino() : look(dirs, name, at).ino();
      RawPath newName = planned.target().fileName();
      dirs.notes().add(new NewEntry(newName, at.path(), inode, old, backup));
    }
    return made;
  }

  /** Source and target are two names of one file: the target stays, and the source's name goes. */
  private boolean isTheTarget(OpenDirectories dirs, RawPath name, FileStat source, FileStat target)
      throws MoveException {
    boolean isSame = source.isSameFile(target);
    if (!isSame && !source.isPerhapsSameFile(target)) {
      return false;
    }
    if (isSame && OwnerChange.isWanted(options, source)) {
      return false;
    }
    if (isSame && session.consumes() && target.nlink() > 1) {
      return true;
    }
    throw dirs.refused(name, MoveFailure.SAME_FILE, "image and root have the same file there");
  }

  private Made make(OpenDirectories dirs, RawPath name, FileStat source, Place at)
      throws MoveException {
    Place from = dirs.sourceOf(name);
    if (mayLink(dirs, name, source) && link(dirs, name, source, at)) {
      long bytes = source.isRegular() ? source.size() : 0;
      MoveResult linked =
          new MoveResult(MoveMethod.RENAMED, source.mtime(), bytes, Optional.empty(), List.of());
      return new Made(source.isSymlink() ? linkTimes.restored(at, source, linked) : linked, source);
    }
    FileFacts facts = new FileFacts(source, null);
    Group group = session.groups().of(source);
    if (group == null) {
      return engine.move(from, at, facts, NONE, options, Disposal.KEEP, dirs.pair());
    }
    group.lock.lock();
    try (Candidate candidate = group.open(session, source, dirs.node().device())) {
      HardLinks links = candidate == null ? NONE : candidate.asHardLinks(paths);
      Made made = engine.move(from, at, facts, links, options, Disposal.KEEP, dirs.pair());
      if (made.result().method() != MoveMethod.HARD_LINKED) {
        group.placed(dirs.node(), at.path(), made.source(), look(dirs, name, at));
      }
      return made;
    } catch (ErrnoException e) {
      throw Failing.at(from, at, MoveStep.CREATE_TEMP, e);
    } finally {
      group.lock.unlock();
    }
  }

  /** Whether the new file is to be the very inode of the image. */
  private boolean mayLink(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    return session.consumes()
        && source.dev() == dirs.node().device()
        && options.owners().isIdentity()
        && options.mtimeOf(source.mtime()).equals(source.mtime())
        && !texts.change(dirs, name, source)
        && (session.mayChange(source) || !isStickyOfOthers(dirs));
  }

  /** There a file of somebody else can't be renamed or removed again, unlink(2). */
  private boolean isStickyOfOthers(OpenDirectories dirs) throws MoveException {
    try {
      FileStat directory = session.calls().data().fstat(dirs.target());
      return (directory.permissions() & FileStat.STICKY) != 0 && !session.mayChange(directory);
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), dirs.targetItself(), MoveStep.LOOK, e);
    }
  }

  /** False if it can't be done, with nothing made. */
  private boolean link(OpenDirectories dirs, RawPath name, FileStat source, Place at)
      throws MoveException {
    try {
      paths.linkat(dirs.source(), name, at.dir(), at.path(), AtFlags.NONE);
    } catch (ErrnoException e) {
      if (!NO_LINK.contains(e.errno())) {
        throw Failing.at(dirs.sourceOf(name), at, MoveStep.CREATE_TEMP, e);
      }
      return false;
    }
    if (!look(dirs, name, at).isSameFile(source)) {
      throw dirs.refused(
          name, MoveFailure.SOURCE_CHANGED, "the source was replaced while it was merged");
    }
    return true;
  }

  private FileStat look(OpenDirectories dirs, RawPath name, Place at) throws MoveException {
    try {
      return paths.statx(at.dir(), at.path(), AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceOf(name), at, MoveStep.CREATE_TEMP, e);
    }
  }

  private void leave(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    if (target == null) {
      return;
    }
    if (target.isSymlink()) {
      // It was read to compare it, and there is no O_NOATIME for that.
      Place to = dirs.targetOf(name);
      try {
        paths.utimensat(to.dir(), name, target.atime(), Timespec.OMIT, AtFlags.SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        throw Failing.at(dirs.sourceOf(name), to, MoveStep.TIMES, e);
      }
    }
    if (planned.reason() == PlanReason.SAME_BUT_TIME) {
      Timespec wanted = options.mtimeOf(source.mtime());
      dirs.notes().add(new NewTime(name, target.ino(), target.mtime(), wanted));
    }
  }
}
