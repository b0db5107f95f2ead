// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.Discarding;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Syscalls;
import java.util.Arrays;

/**
 * Lets the kernel resolve and confine: openat2(2), since Linux 5.6. A path of ordinary length is
 * one system call. Thread-safe.
 */
final class Openat2Tree extends ResolvingTree {
  /** What path_resolution(7) takes, without the NUL. */
  private static final int LONGEST_PATH = 4095;

  /**
   * The kernel answers EAGAIN where it can't be sure that a {@code ..} stays inside, because
   * something was renamed or mounted meanwhile, anywhere on the machine. Who renames all the time
   * could keep us here for ever: after so many tries the path is walked, which needs no luck.
   */
  private static final int MOST_TRIES = 64;

  private static final OpenFlags HANDLE = OpenFlags.PATH.with(OpenFlags.DIRECTORY);

  /** The top as {@code /}, for absolute links and {@code ..} too. */
  private static final ResolveFlags INSIDE = ResolveFlags.IN_ROOT.with(ResolveFlags.NO_MAGICLINKS);

  private static final ResolveFlags NO_LINKS =
      ResolveFlags.BENEATH.with(ResolveFlags.NO_SYMLINKS).with(ResolveFlags.NO_MAGICLINKS);

  private final PathCalls paths;
  private final Fd top;
  private final WalkingTree walking;

  /**
   * A tree.
   *
   * @param calls how files are reached
   * @param top open while this is used
   */
  Openat2Tree(Syscalls calls, Fd top) {
    this.paths = calls.paths();
    this.top = top;
    this.walking = new WalkingTree(calls, top);
  }

  @Override
  Fd open(RawPath path, OpenFlags flags, Links links) throws ErrnoException {
    if (path.length() == 0) {
      return paths.openat(top, RawPath.DOT, flags, 0);
    }
    boolean isLong = path.length() > LONGEST_PATH;
    try {
      return isLong
          ? openInParts(path, flags)
          : open(top, path, flags, links == Links.REFUSE ? NO_LINKS : INSIDE);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN || (isLong && needsLinks(e.errno(), links))) {
        return walking.open(path, flags, links);
      }
      throw e;
    }
  }

  /** Whether a path goes through a link, or by {@code ..} above the part where that stands. */
  private static boolean needsLinks(Errno errno, Links links) {
    return links == Links.FOLLOW_INSIDE && (errno == Errno.ELOOP || errno == Errno.EXDEV);
  }

  /**
   * Opens one part after the other, each relative to the one before. The kernel would take that one
   * for the root of an absolute link, so that no link is followed here.
   */
  private Fd openInParts(RawPath path, OpenFlags flags) throws ErrnoException {
    Fd at = top;
    RawPath rest = path;
    try {
      for (int end = endOfPart(rest); end > 0; end = endOfPart(rest)) {
        byte[] part = Arrays.copyOf(rest.unsafeBytes(), end);
        Fd next = open(at, RawPath.of(part), HANDLE, NO_LINKS);
        Fd done = at;
        at = next;
        rest = rest.tail(end + 1);
        close(done);
      }
      Fd opened = open(at, rest, flags, NO_LINKS);
      Fd done = at;
      at = opened; // what is to be closed if the next line fails
      close(done);
      return opened;
    } catch (ErrnoException e) {
      if (at != top) {
        Discarding.closing(at, e);
      }
      throw e;
    }
  }

  private void close(Fd part) throws ErrnoException {
    if (part != top) {
      part.close();
    }
  }

  /** The last slash of the longest part that a call takes; 0 or less where the rest is one part. */
  private static int endOfPart(RawPath path) {
    if (path.length() <= LONGEST_PATH) {
      return -1;
    }
    byte[] bytes = path.unsafeBytes();
    int at = LONGEST_PATH;
    while (at >= 0 && bytes[at] != '/') {
      at--;
    }
    return at; // if there is none, no name is that long, and the kernel says so
  }

  private Fd open(Fd dir, RawPath path, OpenFlags flags, ResolveFlags resolve)
      throws ErrnoException {
    for (int tries = 1; ; tries++) {
      try {
        return paths.openat2(dir, path, flags, 0, resolve);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EAGAIN || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }
}
