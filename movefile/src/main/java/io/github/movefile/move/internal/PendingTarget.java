// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The temp beside a target: made under a name that nobody has, published by one rename, or removed;
 * or, where {@link TempNaming#IN_PLACE} says so, the target itself, which has its name at once. The
 * one class that makes, publishes and discards temps, for files, links and nodes alike.
 *
 * <p>Closing an unpublished one removes it; closing twice is safe. Of one thread.
 */
final class PendingTarget implements AutoCloseable {
  /** So many planted names at random places are no accident. */
  private static final int MOST_NAMES = 100;

  private static final int PRIVATE_MODE = 0600;
  private static final OpenFlags NEW_FILE =
      OpenFlags.READ_WRITE
          .with(OpenFlags.CREATE)
          .with(OpenFlags.EXCLUSIVE)
          .with(OpenFlags.NOFOLLOW);
  private static final OpenFlags HANDLE = OpenFlags.PATH.with(OpenFlags.NOFOLLOW);

  private final MoveContext move;
  private final PathCalls paths;
  private Place temp;
  private boolean exists;
  private @Nullable Fd fd;

  private PendingTarget(MoveContext move) {
    this.move = move;
    this.paths = move.calls().paths();
    this.temp = move.target();
  }

  /** An empty regular file, open for reading and writing, that only its owner may read. */
  static PendingTarget file(MoveContext move) throws IOException {
    PendingTarget pending = new PendingTarget(move);
    pending.create(
        place ->
            pending.fd = pending.paths.openat(place.dir(), place.path(), NEW_FILE, PRIVATE_MODE));
    return pending;
  }

  /** A symbolic link, open as a handle. */
  static PendingTarget symlink(MoveContext move, RawPath text) throws IOException {
    PendingTarget pending = new PendingTarget(move);
    pending.create(place -> pending.paths.symlinkat(text, place.dir(), place.path()));
    pending.openHandle(FileType.SYMLINK);
    return pending;
  }

  /** A FIFO, socket node or device node, open as a handle, that only its owner may use. */
  static PendingTarget node(MoveContext move, FileType type, long rdev) throws IOException {
    PendingTarget pending = new PendingTarget(move);
    pending.create(
        place -> pending.paths.mknodat(place.dir(), place.path(), type, PRIVATE_MODE, rdev));
    pending.openHandle(type);
    return pending;
  }

  /** A hard link to a file, not opened. */
  static PendingTarget hardLink(MoveContext move, Place file) throws IOException {
    PendingTarget pending = new PendingTarget(move);
    pending.create(
        place ->
            pending.paths.linkat(file.dir(), file.path(), place.dir(), place.path(), AtFlags.NONE));
    return pending;
  }

  private interface Maker {
    void make(Place place) throws ErrnoException;
  }

  private void create(Maker maker) throws IOException {
    move.enter(MoveStep.CREATE_TEMP);
    try {
      createLabelled(maker);
    } catch (IOException e) {
      Discarding.closing(this, e); // there is a temp if only clearing the label failed
      throw e;
    }
  }

  private void createLabelled(Maker maker) throws IOException {
    CreationLabel label = CreationLabel.of(move);
    try (label) {
      boolean isShort = false;
      for (int tries = 1; ; tries++) {
        TempNaming temps = move.temps();
        temp = isShort ? temps.nextShort(move.target()) : temps.next(move.target());
        try {
          maker.make(temp);
          exists = true;
          return;
        } catch (ErrnoException e) {
          boolean taken = e.errno() == Errno.EEXIST && tries < MOST_NAMES && !move.isInPlace();
          boolean tooLong = e.errno() == Errno.ENAMETOOLONG && !isShort && !move.isInPlace();
          if (!taken && !tooLong) {
            throw e;
          }
          isShort |= tooLong;
        }
      }
    }
  }

  /**
   * Opens what was just made, so that metadata goes to this inode and not to whatever has its name.
   * In a directory that others may write to, it could have been swapped: then it isn't ours to
   * touch.
   */
  private void openHandle(FileType type) throws IOException {
    try {
      fd = paths.openat(temp.dir(), temp.path(), HANDLE, 0);
      FileStat made = move.calls().data().fstat(fd);
      if (made.type() != type || made.nlink() != 1) {
        throw new ErrnoException("openat", Errno.ESTALE);
      }
    } catch (IOException e) {
      Discarding.closing(this, e);
      throw e;
    }
  }

  /** Looks at the temp by its name. */
  FileStat look() throws ErrnoException {
    return FileFacts.stat(move, temp);
  }

  /** The temp's descriptor: a file open for writing, or a handle ({@code O_PATH}) of others. */
  Fd fd() {
    if (fd == null) {
      throw new IllegalStateException("this temp isn't open");
    }
    return fd;
  }

  /** Closes the descriptor, hears what close(2) has to say of data written, and renames. */
  void publish() throws ErrnoException {
    move.enter(MoveStep.PUBLISH);
    if (fd != null) {
      fd.close();
    }
    rename();
    exists = false;
    move.reached(MoveState.SOURCE_LEFT);
  }

  /** Stores the file that a hard link is of, where that is asked for: it may be new. */
  void storeHardLink() throws ErrnoException {
    Syncing.file(move, temp);
  }

  /**
   * Renames a hard link. If the target is a link to the same inode by now, rename(2) does nothing
   * and the temp is still there: it goes.
   */
  void publishHardLink() throws IOException {
    move.enter(MoveStep.PUBLISH);
    rename();
    move.reached(MoveState.SOURCE_LEFT);
    if (move.isInPlace()) {
      exists = false;
    } else {
      removeTemp();
    }
  }

  private void rename() throws ErrnoException {
    if (move.isInPlace()) {
      return;
    }
    Place target = move.target();
    paths.renameat2(temp.dir(), temp.path(), target.dir(), target.path(), RenameFlags.NONE);
  }

  @Override
  public void close() throws IOException {
    try {
      if (fd != null) {
        fd.close();
      }
    } finally {
      if (exists) {
        removeTemp();
      }
    }
  }

  /** What can't be removed, as in an append-only directory, is named for who has to do it. */
  private void removeTemp() throws IOException {
    exists = false;
    try {
      paths.unlinkat(temp.dir(), temp.path(), AtFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        if (move.state() == MoveState.UNCHANGED) {
          move.reached(MoveState.TEMP_LEFT);
        }
        throw e.toFileSystemException(temp.shown(), null);
      }
    }
  }
}
