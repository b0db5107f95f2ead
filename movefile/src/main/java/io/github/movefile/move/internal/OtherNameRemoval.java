// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RenameFlags;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Removes the source that is one of two names of a file, of which the target is the other.
 *
 * <p>Of two such moves in opposite directions each might find the other's name, and remove its own:
 * the file would be gone. So each takes its own away first, by a rename to a temp beside it, looks
 * for the target only then, and removes the temp only if the target was there. Whoever takes its
 * name last doesn't find the other one, and gives the file that name again. A look is enough, and
 * works through two mounts of one directory, where a rename of the temp to the target would not.
 *
 * <p>Whatever fails after that gives the source its name back. Of one thread.
 */
final class OtherNameRemoval {
  /** So many planted names at random places are no accident. */
  private static final int MOST_NAMES = 100;

  private final MoveContext move;
  private final PathCalls paths;
  private final FileStat facts;
  private Place temp;
  private boolean isTargetNamed;

  private OtherNameRemoval(MoveContext move, FileStat facts) {
    this.move = move;
    this.paths = move.calls().paths();
    this.facts = facts;
    this.temp = move.source();
  }

  /**
   * As {@link SourceRemoval#finishIfUnchanged}.
   *
   * @param facts of both names
   * @return false, with the source as it was, if both are two files by now: an overlay without
   *     {@code index=on} copies a name when it is renamed
   */
  static boolean finish(MoveContext move, FileStat facts) throws IOException {
    SourceRemoval.storeName(move);
    SourceRemoval.requireUnchanged(move, facts);
    return new OtherNameRemoval(move, facts).remove();
  }

  private boolean remove() throws IOException {
    take();
    boolean isOneFile;
    boolean isNewName = false;
    try {
      isOneFile = isTakenFromTarget();
      if (isOneFile) {
        isNewName = nameTarget();
        removeTemp();
      }
    } catch (IOException e) {
      giveBack(e);
      throw e;
    }
    if (!isOneFile) {
      giveBack(null);
      return false;
    }
    move.reached(MoveState.MOVED);
    if (isNewName) {
      Syncing.directoryOf(move, move.target());
    }
    Syncing.directoryOf(move, move.source());
    return true;
  }

  private void take() throws IOException {
    move.enter(MoveStep.REMOVE_SOURCE);
    boolean isShort = false;
    for (int tries = 1; ; tries++) {
      Place source = move.source();
      temp = source.sibling(isShort ? TempNames.nextShort() : TempNames.next());
      try {
        renameToFree(source, temp);
        return;
      } catch (ErrnoException e) {
        boolean taken = e.errno() == Errno.EEXIST && tries < MOST_NAMES;
        boolean tooLong = e.errno() == Errno.ENAMETOOLONG && !isShort;
        if (!taken && !tooLong) {
          throw SourceRemoval.noting(move, e);
        }
        isShort |= tooLong;
      }
    }
  }

  /** Whether what was taken is what was looked at, and not a copy that an overlay has made. */
  private boolean isTakenFromTarget() throws IOException {
    move.enter(MoveStep.CHECK_SOURCE);
    FileStat taken = FileFacts.stat(move, temp);
    if (taken.isUnchangedButForNames(facts)) {
      return true;
    }
    boolean isCopy =
        !taken.isSameFile(facts)
            && taken.nlink() == 1
            && taken.size() == facts.size()
            && taken.mtime().compareTo(facts.mtime()) == 0
            && taken.mode() == facts.mode()
            && taken.uid() == facts.uid()
            && taken.gid() == facts.gid();
    if (!isCopy) {
      throw SourceCheck.changed();
    }
    return false;
  }

  /** Sees the target, or makes it if somebody has taken it meanwhile; true if so. */
  private boolean nameTarget() throws IOException {
    FileStat now = lookAtTarget();
    if (now == null) {
      // To another file that has come meanwhile it does what each rename does. If it is the same
      // file again it does nothing, and the temp is still there.
      move.reached(MoveState.UNCHANGED);
      move.enter(MoveStep.PUBLISH);
      rename(temp, move.target(), RenameFlags.NONE);
      move.reached(MoveState.SOURCE_LEFT);
      isTargetNamed = true;
      return true;
    }
    if (!now.isUnchangedButForNames(facts)) {
      move.reached(MoveState.UNCHANGED);
      throw new Refusal(
          MoveFailure.TARGET_CHANGED,
          move.target().shown().quoted() + " was replaced or changed by others",
          null);
    }
    isTargetNamed = true;
    return false;
  }

  private @Nullable FileStat lookAtTarget() throws ErrnoException {
    try {
      return FileFacts.stat(move, move.target());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return null;
    }
  }

  /** There is none if the target got its name. */
  private void removeTemp() throws ErrnoException {
    move.enter(MoveStep.REMOVE_SOURCE);
    try {
      paths.unlinkat(temp.dir(), temp.path(), AtFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /**
   * Gives the source its name again, unless another file has it: then the temp stays, and the
   * failure names it.
   *
   * @param why what went wrong before, or null
   */
  private void giveBack(@Nullable IOException why) throws Refusal {
    try {
      renameToFree(temp, move.source());
    } catch (ErrnoException e) {
      if (isTargetNamed) {
        move.reached(MoveState.MOVED);
        if (e.errno() == Errno.ENOENT) {
          return; // it is the target
        }
      } else {
        move.reached(MoveState.RECOVERY_NEEDED);
      }
      String where = "the source is called " + temp.shown().quoted() + " now";
      Refusal told = Failures.telling(where, move.step(), why == null ? e : why);
      if (why != null) {
        told.addSuppressed(e);
      }
      throw told;
    }
  }

  /** Where the file system has no RENAME_NOREPLACE, such as NFS, looks before it renames. */
  private void renameToFree(Place from, Place to) throws ErrnoException {
    try {
      rename(from, to, RenameFlags.NO_REPLACE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINVAL && e.errno() != Errno.ENOSYS) {
        throw e;
      }
      requireFree(to);
      rename(from, to, RenameFlags.NONE);
    }
  }

  private void requireFree(Place place) throws ErrnoException {
    try {
      FileFacts.stat(move, place);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return;
      }
      throw e;
    }
    throw new ErrnoException("renameat2", Errno.EEXIST);
  }

  private void rename(Place from, Place to, RenameFlags flags) throws ErrnoException {
    paths.renameat2(from.dir(), from.path(), to.dir(), to.path(), flags);
  }
}
