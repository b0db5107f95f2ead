// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and removes abandoned temps in one directory. Thread-safe. */
public final class TempSweep {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private final PathCalls paths;
  private final Duration age;

  /**
   * A sweep.
   *
   * @param calls how files are reached
   * @param age for how long a temp of unknown owner must not have changed
   */
  public TempSweep(Syscalls calls, Duration age) {
    this.paths = calls.paths();
    this.age = age;
  }

  /**
   * Sweeps one directory.
   *
   * @param directory where
   * @return the temps that were removed
   * @throws IOException if the directory can't be read or a temp not be removed
   */
  public List<RawPath> sweep(RawPath directory) throws IOException {
    List<RawPath> removed = new ArrayList<>();
    RawPath at = directory;
    try (Fd dir = paths.openat(Fd.CWD, directory, DIRECTORY, 0)) {
      for (DirectoryEntry temp : tempsIn(dir)) {
        at = directory.resolve(temp.name());
        if (isAbandoned(dir, temp.name()) && remove(dir, temp)) {
          removed.add(at);
        }
      }
    } catch (ErrnoException e) {
      throw e.toFileSystemException(at, null);
    }
    return removed;
  }

  /** Read to the end first: removing while listing may hide entries on some file systems. */
  private List<DirectoryEntry> tempsIn(Fd dir) throws ErrnoException {
    return Listing.of(paths, dir).stream().filter(TempSweep::isTemp).toList();
  }

  /** Directories are none under the short name. */
  private static boolean isTemp(DirectoryEntry entry) {
    return entry.type() == FileType.DIRECTORY
        ? TempOwner.of(entry.name()).isPresent()
        : TempOwner.isTempName(entry.name());
  }

  private boolean isAbandoned(Fd dir, RawPath name) throws ErrnoException {
    Optional<TempOwner> owner = TempOwner.of(name);
    if (owner.isPresent() && owner.get().isOfThisHost()) {
      return !owner.get().isAlive();
    }
    return isOld(dir, name);
  }

  private boolean isOld(Fd dir, RawPath name) throws ErrnoException {
    try {
      FileStat facts = paths.statx(dir, name, AtFlags.SYMLINK_NOFOLLOW);
      return facts.ctime().toInstant().isBefore(Instant.now().minus(age));
    } catch (ErrnoException e) {
      return ignoreGone(e);
    }
  }

  private boolean remove(Fd dir, DirectoryEntry temp) throws ErrnoException {
    try {
      if (temp.type() == FileType.DIRECTORY) {
        return removeDirectory(dir, temp.name());
      }
      paths.unlinkat(dir, temp.name(), AtFlags.NONE);
      return true;
    } catch (ErrnoException e) {
      return ignoreGone(e);
    }
  }

  /** With the copies that a merge was making there. One that holds a directory is no temp. */
  private boolean removeDirectory(Fd dir, RawPath name) throws ErrnoException {
    try (Fd temp = paths.openat(dir, name, DIRECTORY.with(OpenFlags.NOFOLLOW), 0)) {
      List<DirectoryEntry> files = Listing.of(paths, temp);
      for (DirectoryEntry file : files) {
        if (file.type() == FileType.DIRECTORY) {
          return false;
        }
      }
      for (DirectoryEntry file : files) {
        paths.unlinkat(temp, file.name(), AtFlags.NONE);
      }
    }
    paths.unlinkat(dir, name, AtFlags.REMOVE_DIRECTORY);
    return true;
  }

  /** Another sweep, or the owner itself, was faster. */
  private static boolean ignoreGone(ErrnoException e) throws ErrnoException {
    if (e.errno() != Errno.ENOENT) {
      throw e;
    }
    return false;
  }
}
