// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.TempNaming;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A directory that the root lacks, under a temp name beside its own. The files that are made in it
 * have their own names there, and one rename gives it its name with all of them. Closing removes
 * what has no name yet. Of one thread.
 */
final class PendingDirectory implements AutoCloseable {
  private final MergeSession session;
  private final PathCalls paths;
  private final DirectoryCopy directoryCopy;
  private final OpenDirectories dirs;
  private final Place name;
  private final Place temp;
  private final Deque<RawPath> files = new ArrayDeque<>();
  private int published;
  private boolean isUnderTempName;
  private @Nullable Fd replaced;

  private PendingDirectory(
      MergeSession session, DirectoryCopy directoryCopy, OpenDirectories dirs, RawPath temp) {
    this.session = session;
    this.paths = session.calls().paths();
    this.directoryCopy = directoryCopy;
    this.dirs = dirs;
    this.name = dirs.targetName();
    this.temp = new Place(name.dir(), temp, name.shown());
  }

  /**
   * Makes one under a temp name, and opens it; or, where that name is too long for the file system,
   * under its own.
   *
   * @param dirs of a node whose counterpart is coming
   */
  static PendingDirectory make(
      MergeSession session, DirectoryCopy directoryCopy, OpenDirectories dirs)
      throws MoveException {
    RawPath temp = TempNaming.OF_PROCESS.next(dirs.targetName()).path();
    PendingDirectory pending = new PendingDirectory(session, directoryCopy, dirs, temp);
    try {
      pending.makeTemp();
    } catch (MoveException e) {
      boolean isTooLong = e.errno().filter(Errno.ENAMETOOLONG::equals).isPresent();
      if (pending.isUnderTempName || !isTooLong) {
        Discarding.closing(pending, e);
        throw e;
      }
      pending.makeOrEnter();
    }
    return pending;
  }

  /** Makes one under its own name. If somebody else was faster, it is one that was there. */
  static void makeAtOnce(MergeSession session, DirectoryCopy directoryCopy, OpenDirectories dirs)
      throws MoveException {
    RawPath name = dirs.targetName().path();
    new PendingDirectory(session, directoryCopy, dirs, name).makeOrEnter();
  }

  private void makeTemp() throws MoveException {
    directoryCopy.makeUnstored(dirs.sourceItself(), dirs.node().facts(), temp);
    isUnderTempName = true;
    open(temp.path(), Counterpart.MADE);
  }

  private void makeOrEnter() throws MoveException {
    try {
      directoryCopy.make(dirs.sourceItself(), dirs.node().facts(), name);
      dirs.node().is(Counterpart.MADE);
      open(name.path(), Counterpart.MADE);
    } catch (MoveException e) {
      if (e.errno().filter(Errno.EEXIST::equals).isEmpty()) {
        throw e;
      }
      enter();
    }
  }

  private void enter() throws MoveException {
    FileStat there;
    try {
      there = paths.statx(name.dir(), name.path(), AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), name, MoveStep.LOOK, e);
    }
    if (session.isOfTheImage(there, dirs.node().facts())) {
      throw Failing.refused(
          dirs.sourceItself(), name, MoveFailure.SAME_FILE, Refusals.isOfTheImage(name.shown()));
    }
    if (!there.isDirectory()) {
      throw Failing.refused(
          dirs.sourceItself(),
          name,
          MoveFailure.NOT_A_DIRECTORY,
          name.shown().quoted() + " was made by another process meanwhile");
    }
    Counterpart counterpart = Counterpart.ofExisting(session.options().existingDirectories());
    dirs.node().is(counterpart);
    Children.wasThere(session, dirs.node(), there);
    dirs.pair().forgetNewFile();
    open(name.path(), counterpart);
  }

  private void open(RawPath at, Counterpart counterpart) throws MoveException {
    try {
      dirs.openTarget(at, counterpart, directoryCopy);
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), name, MoveStep.CREATE_TEMP, e);
    }
  }

  /** Whether files can be made in it under their own names. */
  boolean isUnderTempName() {
    return isUnderTempName;
  }

  /** A file in it is complete. */
  void add(RawPath file) {
    files.add(file);
  }

  /** How many of the files have their names, the first ones. */
  int published() {
    return published;
  }

  /**
   * Gives it its name. If the file system can't rename like this, the files get theirs one by one.
   * If somebody else has made a directory of that name meanwhile, they get none.
   *
   * @param isWhole whether all that is in it is complete; else that is looked at, and only those
   *     that are get names
   * @throws MoveException if some got none; {@link #published} tells how many did
   */
  void publish(boolean isWhole) throws MoveException {
    if (!isUnderTempName) {
      return;
    }
    if ((isWhole || holdsNothingElse()) && rename()) {
      isUnderTempName = false;
      published = files.size();
      files.clear();
      dirs.node().is(Counterpart.MADE);
    } else {
      publishOneByOne();
    }
  }

  /** A file that failed was removed, if that could be done. */
  private boolean holdsNothingElse() {
    try {
      return Listing.of(paths, dirs.target()).size() == files.size();
    } catch (ErrnoException e) {
      return false;
    }
  }

  private boolean rename() {
    try {
      paths.renameat2(temp.dir(), temp.path(), name.dir(), name.path(), RenameFlags.NO_REPLACE);
      return true;
    } catch (ErrnoException e) {
      return false; // what is wrong will be said of what is made instead
    }
  }

  private void publishOneByOne() throws MoveException {
    Fd from = dirs.takeTarget();
    replaced = from;
    makeOrEnter();
    if (dirs.node().counterpart() != Counterpart.MADE) {
      return; // what others have put there meanwhile may be theirs to keep: each file has its plan
    }
    try {
      while (!files.isEmpty()) {
        RawPath file = files.element();
        paths.renameat2(from, file, dirs.target(), file, RenameFlags.NONE);
        files.remove();
        published++;
      }
    } catch (ErrnoException e) {
      throw Failing.at(dirs.sourceItself(), name, MoveStep.PUBLISH, e);
    }
  }

  /** Stores it, and the names in it, where the options ask for durability. */
  void store() throws MoveException {
    if (dirs.node().counterpart() != Counterpart.COMING) {
      MoveState reached = published > 0 ? MoveState.SOURCE_LEFT : MoveState.UNCHANGED;
      Place inside = new Place(dirs.target(), name.path(), name.shown());
      directoryCopy.store(dirs.sourceItself(), name, inside, reached);
      directoryCopy.store(dirs.sourceItself(), name, name, reached);
    }
  }

  @Override
  public void close() throws IOException {
    Fd opened = replaced;
    try (opened) {
      if (isUnderTempName) {
        isUnderTempName = false;
        removeTemp();
      }
    } catch (ErrnoException e) {
      throw e.toFileSystemException(name.shown().sibling(temp.path()), null);
    }
  }

  private void removeTemp() throws ErrnoException {
    for (RawPath file : files) {
      paths.unlinkat(replaced == null ? dirs.target() : replaced, file, AtFlags.NONE);
    }
    paths.unlinkat(temp.dir(), temp.path(), AtFlags.REMOVE_DIRECTORY);
  }
}
