// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import java.util.Arrays;

/**
 * What the root had under a name, renamed to {@code NAME.backup.NNNN}: the first number that is
 * free. A name that would be too long for that loses its end. Of one thread.
 */
final class Backup {
  private static final int NAME_MAX = 255;
  private static final int DIGITS = 4;
  private static final byte[] MIDDLE = {'.', 'b', 'a', 'c', 'k', 'u', 'p', '.'};
  private static final int NUMBERS = 10_000;

  private final PathCalls paths;
  private final Place original;
  private final Place backup;

  private Backup(PathCalls paths, Place original, Place backup) {
    this.paths = paths;
    this.original = original;
    this.backup = backup;
  }

  /**
   * Renames what has the name.
   *
   * @param calls how
   * @param dirs where
   * @param name what the root has
   * @return the backup
   * @throws MoveException if it can't be renamed, or 10,000 backups are there
   */
  static Backup of(PathCalls calls, OpenDirectories dirs, RawPath name) throws MoveException {
    Place original = dirs.targetOf(name);
    try {
      for (int number = 0; number < NUMBERS; number++) {
        RawPath backup = nameOf(name, number);
        Place place = original.sibling(backup);
        if (!isOfImage(dirs, backup) && rename(calls, original, place)) {
          return new Backup(calls, original, place);
        }
      }
      throw new ErrnoException("renameat2", Errno.EEXIST);
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.CREATE_TEMP, e);
    }
  }

  /**
   * Finds the name that a backup would get.
   *
   * @param calls how
   * @param dirs where
   * @param name what the root has
   * @return the first that is free
   * @throws MoveException if 10,000 backups are there
   */
  static RawPath freeName(PathCalls calls, OpenDirectories dirs, RawPath name)
      throws MoveException {
    try {
      for (int number = 0; number < NUMBERS; number++) {
        RawPath backup = nameOf(name, number);
        if (!isOfImage(dirs, backup) && isFree(calls, dirs.targetOf(backup))) {
          return backup;
        }
      }
      throw new ErrnoException("renameat2", Errno.EEXIST);
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.LOOK, e);
    }
  }

  /** What the image has of that name would come in place of the backup. */
  private static boolean isOfImage(OpenDirectories dirs, RawPath backup) throws MoveException {
    return dirs.list().stream().anyMatch(entry -> entry.name().equals(backup));
  }

  private static boolean isFree(PathCalls paths, Place place) throws ErrnoException {
    return Looking.at(paths, place.dir(), place.path()) == null;
  }

  /** Gives it its name again, after a failure. What can't be undone is told with the failure. */
  void undo(Throwable failure) {
    try {
      if (!rename(paths, backup, original)) {
        failure.addSuppressed(
            new ErrnoException("renameat2", Errno.EEXIST)
                .toFileSystemException(backup.shown(), original.shown()));
      }
    } catch (ErrnoException e) {
      failure.addSuppressed(e.toFileSystemException(backup.shown(), original.shown()));
    }
  }

  /** Renames to a free name; false if it is taken. */
  private static boolean rename(PathCalls paths, Place from, Place to) throws ErrnoException {
    try {
      paths.renameat2(from.dir(), from.path(), to.dir(), to.path(), RenameFlags.NO_REPLACE);
      return true;
    } catch (ErrnoException e) {
      switch (e.errno()) {
        case EEXIST -> {
          return false;
        }
        // No such flag on this file system (NFS, FUSE), or no such call before Linux 3.15.
        case EINVAL, ENOSYS -> {
          return renameAfterLook(paths, from, to);
        }
        default -> throw e;
      }
    }
  }

  /**
   * Whoever makes the very name between the look and the rename loses a file by it: better than to
   * refuse on such a file system, since nobody else has reason to make names of this form.
   */
  private static boolean renameAfterLook(PathCalls paths, Place from, Place to)
      throws ErrnoException {
    if (!isFree(paths, to)) {
      return false;
    }
    paths.renameat2(from.dir(), from.path(), to.dir(), to.path(), RenameFlags.NONE);
    return true;
  }

  private static RawPath nameOf(RawPath name, int number) {
    int tail = MIDDLE.length + DIGITS;
    int head = Math.min(name.length(), NAME_MAX - tail);
    byte[] bytes = Arrays.copyOf(name.unsafeBytes(), head + tail);
    System.arraycopy(MIDDLE, 0, bytes, head, MIDDLE.length);
    int rest = number;
    for (int i = bytes.length - 1; i >= bytes.length - DIGITS; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return RawPath.of(bytes);
  }
}
