// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.Discarding;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/**
 * One path, walked from a top by one component a time, none of which the kernel may take for a way
 * out: each is opened by {@code O_NOFOLLOW}, links are read from a handle on the very link, and
 * {@code ..} goes back on the way that was come.
 *
 * <p>Of one thread, for one path. Closing gives up the descriptors of the way.
 */
final class PathWalk implements AutoCloseable {
  /** As path_resolution(7) has it. */
  private static final int MOST_LINKS = 40;

  private static final RawPath DOT_DOT = RawPath.of("..");
  private static final OpenFlags ENTRY = OpenFlags.PATH.with(OpenFlags.NOFOLLOW);

  /** {@code PROC_SUPER_MAGIC} of linux/magic.h. */
  private static final long PROC = 0x9fa0;

  /** {@code PROC_ROOT_INO}: the number of /proc itself, whose own links are ordinary ones. */
  private static final long PROC_TOP = 1;

  private final PathCalls paths;
  private final DirectoryTrail trail;
  private final RemainingPath rest;
  private final ConfinedTree.Links links;
  private int linksFollowed;

  PathWalk(PathCalls paths, DirectoryTrail trail, RawPath path, ConfinedTree.Links links) {
    this.paths = paths;
    this.trail = trail;
    this.rest = new RemainingPath(path);
    this.links = links;
  }

  /**
   * Walks to the end.
   *
   * @param flags how that is opened; without {@code O_DIRECTORY} it may be anything
   * @return open, for the caller to close
   * @throws ErrnoException as the kernel would, ELOOP at a link that may not be followed
   */
  Fd open(OpenFlags flags) throws ErrnoException {
    while (!rest.isEmpty()) {
      RawPath name = rest.next();
      if (name.equals(DOT_DOT)) {
        trail.leave();
      } else if (!name.equals(RawPath.DOT)) {
        boolean isLast = rest.isEmpty();
        OpenFlags wanted = isLast ? flags.with(OpenFlags.NOFOLLOW) : DirectoryTrail.STEP;
        Fd opened = step(name, wanted, isLast);
        if (opened != null) {
          return opened;
        }
      }
    }
    return paths.openat(trail.current(), RawPath.DOT, flags, 0);
  }

  /** Opens the last component, else goes into it, or to where it leads. */
  private @Nullable Fd step(RawPath name, OpenFlags wanted, boolean isLast) throws ErrnoException {
    Fd directory = trail.current();
    boolean isAnything = !wanted.has(OpenFlags.DIRECTORY);
    Fd opened = isAnything ? null : directoryIn(directory, name, wanted);
    if (opened == null) {
      return stepByHandle(directory, name, isAnything);
    }
    if (isLast) {
      return opened;
    }
    trail.enter(name, opened);
    return null;
  }

  private @Nullable Fd directoryIn(Fd directory, RawPath name, OpenFlags flags)
      throws ErrnoException {
    try {
      return paths.openat(directory, name, flags, 0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return null; // perhaps a link
      }
      throw e;
    }
  }

  /**
   * Takes hold of an entry first and finds out what it is then, so that nobody can change it in
   * between.
   */
  private @Nullable Fd stepByHandle(Fd directory, RawPath name, boolean isAnything)
      throws ErrnoException {
    Fd entry = paths.openat(directory, name, ENTRY, 0);
    try {
      FileStat facts = paths.statx(entry, RawPath.EMPTY, AtFlags.EMPTY_PATH);
      if (facts.isSymlink()) {
        follow(directory, entry);
        entry.close();
        return null;
      }
      if (isAnything) {
        return entry;
      }
      if (!facts.isDirectory()) {
        throw new ErrnoException("openat", Errno.ENOTDIR);
      }
      trail.enter(name, entry); // it was a link a moment ago
      return null;
    } catch (ErrnoException e) {
      Discarding.closing(entry, e);
      throw e;
    }
  }

  private void follow(Fd directory, Fd link) throws ErrnoException {
    if (links == ConfinedTree.Links.REFUSE
        || ++linksFollowed > MOST_LINKS
        || isMagic(directory, link)) {
      throw new ErrnoException("openat", Errno.ELOOP);
    }
    RawPath text = paths.readlinkat(link, RawPath.EMPTY);
    if (text.isAbsolute()) {
      trail.backToTop();
    }
    rest.insert(text);
  }

  /** What such a link says isn't where it leads. */
  private boolean isMagic(Fd directory, Fd link) throws ErrnoException {
    return paths.fstatfs(link).type() == PROC
        && paths.statx(directory, RawPath.EMPTY, AtFlags.EMPTY_PATH).ino() != PROC_TOP;
  }

  @Override
  public void close() throws ErrnoException {
    trail.close();
  }
}
