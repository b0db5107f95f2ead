// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;

/**
 * A directory out of which no path leads: whatever is opened here is inside it, also while others
 * swap its entries for symbolic links. Mount points below the top belong to it. What is moved out
 * of it by others after it was opened stays open, as with any descriptor.
 *
 * <p>Paths may be longer than PATH_MAX, and take a bounded number of descriptors while they are
 * opened. Thread-safe; it doesn't own the descriptor of its top.
 */
public interface ConfinedTree {
  /**
   * Opens a directory below the top for reading and listing; for a user who may not list it a
   * handle ({@code O_PATH}), which is enough to make names in it.
   *
   * @param path relative, without {@code ..} and {@code .} components; empty for the top itself
   * @param links what is done with symbolic links
   * @return open, for the caller to close
   * @throws ErrnoException ELOOP at a link that may not be followed, at a link of /proc, and at
   *     more than 40 links in a row; ENOTDIR at a file of any other type, which is not opened;
   *     ENOENT, EACCES
   */
  Fd openDirectory(RawPath path, Links links) throws ErrnoException;

  /**
   * Opens a directory below the top for reading and listing, and nothing less.
   *
   * @param path as for {@link #openDirectory}
   * @param links what is done with symbolic links
   * @return open, for the caller to close
   * @throws ErrnoException as {@link #openDirectory}, and EACCES for a user who may not list it
   */
  Fd openReadable(RawPath path, Links links) throws ErrnoException;

  /**
   * As {@link #openReadable}; listing it leaves its time of access.
   *
   * @param path as for {@link #openDirectory}
   * @param links what is done with symbolic links
   * @return open, for the caller to close
   * @throws ErrnoException as {@link #openReadable}, and EPERM for who is neither its owner nor
   *     root
   */
  Fd openQuietly(RawPath path, Links links) throws ErrnoException;

  /**
   * Whether a symbolic link that lies in a directory leads to something inside the tree, whatever
   * it is.
   *
   * @param directory where the link is, relative to the top, as for {@link #openDirectory}
   * @param links how {@code directory} itself is reached
   * @param text what the link says; an absolute one starts at the top, wherever the link is
   * @return false if it leads nowhere, or can't be followed: a circle, a link of /proc, a directory
   *     that isn't there
   * @throws ErrnoException if it can't be found out
   */
  boolean leadsSomewhere(RawPath directory, Links links, RawPath text) throws ErrnoException;

  /** What is done with symbolic links on the way. */
  enum Links {
    /** None is followed. */
    REFUSE,
    /** They are followed with the top taken for {@code /}; those of /proc never. */
    FOLLOW_INSIDE
  }
}
