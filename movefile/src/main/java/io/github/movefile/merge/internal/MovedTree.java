// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts what is in a directory that was moved as a whole, for a merge that nobody listens to. It
 * leaves all times of access alone, and takes two descriptors, however deep the tree is. Of one
 * thread.
 */
final class MovedTree {
  private static final RawPath ABOVE = RawPath.of("..");
  private static final OpenFlags QUIETLY =
      OpenFlags.READ_ONLY
          .with(OpenFlags.DIRECTORY)
          .with(OpenFlags.NOFOLLOW)
          .with(OpenFlags.NO_ATIME);

  private final PathCalls paths;
  private long directories;
  private long files;
  private long bytes;

  private MovedTree(PathCalls paths) {
    this.paths = paths;
  }

  /**
   * Counts.
   *
   * @param paths how it is read
   * @param parent open
   * @param name the directory
   * @return what was counted
   * @throws ErrnoException if one can't be read like this: EPERM for who is not its owner, since
   *     O_NOATIME is for the owner and root
   */
  static MovedTree of(PathCalls paths, Fd parent, RawPath name) throws ErrnoException {
    MovedTree tree = new MovedTree(paths);
    tree.count(parent, name);
    return tree;
  }

  /** Those below it. */
  long directories() {
    return directories;
  }

  /** All that are no directories. */
  long files() {
    return files;
  }

  /** Of regular files. */
  long bytes() {
    return bytes;
  }

  private void count(Fd parent, RawPath name) throws ErrnoException {
    Fd at = paths.openat(parent, name, QUIETLY, 0);
    try {
      Deque<Deque<RawPath>> way = new ArrayDeque<>();
      way.push(countFiles(at));
      while (true) {
        RawPath next = way.element().poll();
        Fd here = at;
        if (next != null) {
          at = paths.openat(here, next, QUIETLY, 0);
          here.close();
          way.push(countFiles(at));
        } else if (way.size() > 1) {
          way.pop();
          at = paths.openat(here, ABOVE, QUIETLY, 0);
          here.close();
        } else {
          break;
        }
      }
    } catch (ErrnoException e) {
      Discarding.closing(at, e);
      throw e;
    }
    at.close();
  }

  /** Counts all but the directories, which it returns. */
  private Deque<RawPath> countFiles(Fd directory) throws ErrnoException {
    Deque<RawPath> below = new ArrayDeque<>(0);
    for (DirectoryEntry entry : Listing.of(paths, directory)) {
      if (entry.type() == FileType.DIRECTORY) {
        below.add(entry.name());
        directories++;
      } else {
        files++;
        if (entry.type() == FileType.REGULAR) {
          bytes += paths.statx(directory, entry.name(), AtFlags.SYMLINK_NOFOLLOW).size();
        }
      }
    }
    return below;
  }
}
