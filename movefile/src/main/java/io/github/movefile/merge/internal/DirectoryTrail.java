// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The way from a top to the directory that a walk has reached: the names of all directories on it,
 * and handles on the last few. With these {@code ..} needs no help of the kernel, who would go to
 * wherever a directory was moved meanwhile; and a way of any length needs few descriptors.
 *
 * <p>Of one thread. Closing gives up the handles; the top is of somebody else.
 */
final class DirectoryTrail implements AutoCloseable {
  /** A handle on a directory that isn't reached by a link. */
  static final OpenFlags STEP = OpenFlags.PATH.with(OpenFlags.DIRECTORY).with(OpenFlags.NOFOLLOW);

  /** Links rarely go further up; and eight threads stay far below the 256 of a small ulimit. */
  private static final int MOST_HELD = 8;

  private final PathCalls paths;
  private final Fd top;
  private final List<RawPath> names = new ArrayList<>();

  /** Of the last names; if there are none while there are names, the way is to be walked again. */
  private final Deque<Fd> held = new ArrayDeque<>(MOST_HELD + 1);

  DirectoryTrail(PathCalls paths, Fd top) {
    this.paths = paths;
    this.top = top;
  }

  /**
   * Where the walk is.
   *
   * @return a handle that is open until the next step
   * @throws ErrnoException if the way had to be walked again, and isn't there any more
   */
  Fd current() throws ErrnoException {
    if (held.isEmpty()) {
      for (RawPath name : names) {
        hold(paths.openat(last(), name, STEP, 0));
      }
    }
    return last();
  }

  private Fd last() {
    return held.isEmpty() ? top : held.getLast();
  }

  /**
   * Goes down.
   *
   * @param name of a directory in the current one
   * @param directory a handle on it, owned by this from here on
   */
  void enter(RawPath name, Fd directory) throws ErrnoException {
    names.add(name);
    hold(directory);
  }

  private void hold(Fd directory) throws ErrnoException {
    held.addLast(directory);
    if (held.size() > MOST_HELD) {
      held.removeFirst().close();
    }
  }

  /** Goes up; the top is its own parent. */
  void leave() throws ErrnoException {
    if (!names.isEmpty()) {
      names.remove(names.size() - 1);
    }
    if (!held.isEmpty()) {
      held.removeLast().close();
    }
  }

  void backToTop() throws ErrnoException {
    names.clear();
    close();
  }

  @Override
  public void close() throws ErrnoException {
    ErrnoException failure = null;
    while (!held.isEmpty()) {
      try {
        held.removeLast().close();
      } catch (ErrnoException e) {
        failure = e; // all are closed, whatever is said of one
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
