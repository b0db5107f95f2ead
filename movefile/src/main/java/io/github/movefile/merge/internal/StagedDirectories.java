// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.journal.NewEntry;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the directories that the root lacks under temp names, or under their own in one that is
 * itself a temp. One that the image has by another path of the root too, through a link of the
 * root, is made once. Thread-safe.
 */
final class StagedDirectories {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final StagedNames names;
  private final Map<NameIn, RawPath> made = new HashMap<>();

  StagedDirectories(MergeSession session, DirectoryCopy directoryCopy, StagedNames names) {
    this.session = session;
    this.directoryCopy = directoryCopy;
    this.names = names;
  }

  /**
   * A directory that has its temp name.
   *
   * @param rootName the temp name, or its own
   * @param there what it is, if it was there already; else null
   */
  record Staged(RawPath rootName, @Nullable FileStat there) {}

  /** Makes it, unless it was made by another path; what its name takes is noted either way. */
  Staged make(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    if (dirs.node().counterpart().isStaged()) {
      directoryCopy.make(dirs.sourceOf(name), source, dirs.targetOf(name));
      return new Staged(name, null);
    }
    NameIn place = new NameIn(targetId(dirs, name), name);
    RawPath known = known(place);
    if (known != null) {
      FileStat there = look(dirs, name, known);
      // It gets its name once; but who recovers has to know that what is in here goes with it.
      dirs.notes().add(new NewEntry(name, known, there.ino(), 0, null));
      return new Staged(known, there);
    }
    RawPath staged = names.next();
    Place temp = new Place(dirs.target(), staged, session.shownInRoot(dirs.pathOf(name)));
    directoryCopy.make(dirs.sourceOf(name), source, temp);
    RawPath backup =
        planned.action() == PlannedAction.BACK_UP
            ? Backup.freeName(session.calls().paths(), dirs, name)
            : null;
    // What is backed up may be a link that leads nowhere, which is no target.
    long old = backup != null ? look(dirs, name, name).ino() : target == null ? 0 : target.ino();
    dirs.notes().add(new NewEntry(name, staged, look(dirs, name, staged).ino(), old, backup));
    remember(place, staged);
    return new Staged(staged, null);
  }

  private static FileId targetId(OpenDirectories dirs, RawPath name) throws MoveException {
    return Objects.requireNonNull(dirs.targetId(name), "no counterpart");
  }

  private synchronized @Nullable RawPath known(NameIn place) {
    return made.get(place);
  }

  private synchronized void remember(NameIn place, RawPath staged) {
    made.put(place, staged);
  }

  private FileStat look(OpenDirectories dirs, RawPath name, RawPath staged) throws MoveException {
    try {
      return session.calls().paths().statx(dirs.target(), staged, AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.CREATE_TEMP, e);
    }
  }
}
