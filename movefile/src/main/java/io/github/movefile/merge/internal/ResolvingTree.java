// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import java.util.EnumSet;
import java.util.Set;

/**
 * What every way of resolving paths has in common; a subclass says how one path is opened.
 * Thread-safe, as its subclasses are.
 */
abstract class ResolvingTree implements ConfinedTree {
  /** A directory to read and list. */
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private static final OpenFlags QUIET_DIRECTORY = DIRECTORY.with(OpenFlags.NO_ATIME);

  /** A directory that this user may not list. */
  private static final OpenFlags DIRECTORY_HANDLE = OpenFlags.PATH.with(OpenFlags.DIRECTORY);

  /** What a path of {@link #leadsSomewhere} fails with if there is nothing at its end. */
  private static final Set<Errno> LEADS_NOWHERE =
      EnumSet.of(
          Errno.ENOENT, // there is nothing of that name
          Errno.ENOTDIR, // or only a file where a directory is named
          Errno.ELOOP, // a circle, or a link of /proc
          Errno.ENAMETOOLONG); // nothing can have that name

  @Override
  public final Fd openReadable(RawPath path, Links links) throws ErrnoException {
    return open(path, DIRECTORY, links);
  }

  @Override
  public final Fd openQuietly(RawPath path, Links links) throws ErrnoException {
    return open(path, QUIET_DIRECTORY, links);
  }

  @Override
  public final Fd openDirectory(RawPath path, Links links) throws ErrnoException {
    try {
      return open(path, DIRECTORY, links);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      // Whoever may not list a directory may still make names in it.
      return open(path, DIRECTORY_HANDLE, links);
    }
  }

  @Override
  public final boolean leadsSomewhere(RawPath directory, Links links, RawPath text)
      throws ErrnoException {
    if (text.length() == 0) {
      return false;
    }
    try {
      if (text.isAbsolute()) {
        open(text, OpenFlags.PATH, Links.FOLLOW_INSIDE).close();
        return true;
      }
      if (links == Links.REFUSE && directory.length() > 0) {
        open(directory, DIRECTORY_HANDLE, links).close();
      }
      open(directory.resolve(text), OpenFlags.PATH, Links.FOLLOW_INSIDE).close();
      return true;
    } catch (ErrnoException e) {
      if (LEADS_NOWHERE.contains(e.errno())) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Opens what a path leads to.
   *
   * @param path starts at the top, with a leading slash or without; empty for the top itself
   * @param flags {@code O_PATH} alone opens whatever there is
   * @param links what is done with symbolic links, the last one too
   * @return open, for the caller to close
   * @throws ErrnoException as for {@link #openDirectory}
   */
  abstract Fd open(RawPath path, OpenFlags flags, Links links) throws ErrnoException;
}
