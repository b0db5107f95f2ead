// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A place that system calls can reach: of a path that is too long for any of them, the directories
 * are opened one part after the other. A shorter one costs nothing. Closing gives up the
 * descriptors; of one thread.
 */
final class WalkedPlace implements AutoCloseable {
  /** What path_resolution(7) takes, without the NUL. */
  private static final int LONGEST_PATH = 4095;

  private static final OpenFlags DIRECTORY =
      OpenFlags.PATH.with(OpenFlags.DIRECTORY).with(OpenFlags.NOFOLLOW);

  private final List<Fd> opened = new ArrayList<>(0);
  private Place place;

  private WalkedPlace(Place place) {
    this.place = place;
  }

  /** Walks as far as it takes. */
  static WalkedPlace to(Place place, PathCalls paths) throws ErrnoException {
    WalkedPlace walked = new WalkedPlace(place);
    try {
      walked.walk(paths);
      return walked;
    } catch (ErrnoException e) {
      Discarding.closing(walked, e);
      throw e;
    }
  }

  private void walk(PathCalls paths) throws ErrnoException {
    while (place.path().length() > LONGEST_PATH) {
      byte[] path = place.path().unsafeBytes();
      int end = lastSlash(path);
      if (end <= 0) {
        return; // no name is that long: whoever uses it will hear so
      }
      Fd part = paths.openat(place.dir(), RawPath.of(Arrays.copyOf(path, end)), DIRECTORY, 0);
      opened.add(part);
      place = new Place(part, place.path().tail(afterSlashes(path, end)), place.shown());
    }
  }

  /** What begins with a slash would start at the top of all. */
  private static int afterSlashes(byte[] path, int slash) {
    int at = slash;
    while (at < path.length && path[at] == '/') {
      at++;
    }
    return at;
  }

  /** The last slash of the longest part that a call takes. */
  private static int lastSlash(byte[] path) {
    int at = LONGEST_PATH;
    while (at >= 0 && path[at] != '/') {
      at--;
    }
    return at;
  }

  /** The same place, by a shorter path; while this is open. */
  Place place() {
    return place;
  }

  @Override
  public void close() throws ErrnoException {
    ErrnoException failure = null;
    for (Fd each : opened) {
      try {
        each.close();
      } catch (ErrnoException e) {
        failure = e; // all are closed, whatever is said of one
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
