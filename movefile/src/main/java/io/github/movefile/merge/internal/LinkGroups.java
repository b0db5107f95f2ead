// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.HardLinks;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the names of each hard-linked file of the image went, so that further names
 * become links of the first. A group is told by device and inode of a regular file, not by the link
 * count: once its other names are moved, the last one counts 1. Thread-safe.
 */
final class LinkGroups {
  private final Map<FileId, Group> groups = new HashMap<>();

  /**
   * The group of a file.
   *
   * @param file what the image has
   * @return null if it has one name only
   */
  synchronized @Nullable Group of(FileStat file) {
    if (!file.isRegular()) {
      return null;
    }
    FileId id = FileId.of(file);
    Group known = groups.get(id);
    if (known != null || file.nlink() == 1) {
      return known;
    }
    Group made = new Group();
    groups.put(id, made);
    return made;
  }

  /** The names of one file. Its lock is held while one of them is merged. */
  static final class Group {
    final ReentrantLock lock = new ReentrantLock();
    private final List<Placed> places = new ArrayList<>(1);

    /**
     * Where the latest name on a file system went.
     *
     * @param directory where
     * @param name what it is called there
     * @param origin what it was made from
     * @param target what it is
     */
    private record Placed(DirectoryNode directory, RawPath name, FileStat origin, FileStat target) {
      /**
       * Not the source itself, as after a rename; and made from what the source still is: others
       * may have written to it since, by another of its names.
       */
      boolean isCopyOf(FileStat source) {
        return !target.isSameFile(source) && source.isUnchangedButForNames(origin);
      }
    }

    /**
     * Further names on the same file system may be linked to this one.
     *
     * @param source what it was made from
     */
    void placed(DirectoryNode where, RawPath called, FileStat source, FileStat facts) {
      places.removeIf(place -> place.target.dev() == facts.dev());
      places.add(new Placed(where, called, source, facts));
    }

    /**
     * Opens the directory of a name that another may be linked to, if there is one. It is on
     * another file system only if none was placed on the same: then the link is lost, which is to
     * be told.
     *
     * @param source what the image has
     * @param device where the new name will be
     * @return null also if it was moved away
     */
    @Nullable Candidate open(MergeSession session, FileStat source, long device)
        throws ErrnoException {
      Placed placed = choose(source, device);
      if (placed == null) {
        return null;
      }
      DirectoryNode where = placed.directory;
      Fd dir;
      try {
        dir = session.rootTree().openDirectory(where.rootPath(), where.links());
      } catch (ErrnoException e) {
        if (Looking.isNoDirectory(e)) {
          return null; // somebody moved it away
        }
        throw e;
      }
      Place place =
          new Place(dir, placed.name, session.shownInRoot(where.path().resolve(placed.name)));
      return new Candidate(dir, place, placed.target);
    }

    private @Nullable Placed choose(FileStat source, long device) {
      Placed elsewhere = null;
      for (Placed place : places) {
        boolean isCopy = place.isCopyOf(source);
        if (place.target.dev() == device) {
          return isCopy ? place : null;
        }
        elsewhere = isCopy ? place : elsewhere;
      }
      return elsewhere;
    }
  }

  /**
   * A file that another name may become a hard link of. Closing gives up its directory.
   *
   * @param dir its directory
   * @param place its name there
   * @param facts what was placed there
   */
  record Candidate(Fd dir, Place place, FileStat facts) implements AutoCloseable {
    /** None if its name leads to another file by now, which nothing should become a link of. */
    HardLinks asHardLinks(PathCalls paths) throws ErrnoException {
      FileStat now;
      try {
        now = paths.statx(dir, place.path(), AtFlags.SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENOENT) {
          throw e;
        }
        return HardLinks.of(List.of());
      }
      return HardLinks.of(now.isSameFile(facts) ? List.of(place) : List.of());
    }

    @Override
    public void close() throws ErrnoException {
      dir.close();
    }
  }
}
