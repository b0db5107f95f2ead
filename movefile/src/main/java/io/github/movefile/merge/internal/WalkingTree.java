// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.Discarding;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/**
 * Walks paths component by component where the kernel can't confine them. Links are read, not
 * followed by the kernel, so that neither a link of /proc nor one that is swapped in is ever
 * passed. Thread-safe.
 *
 * <p>Unlike the kernel it follows links also where the sysctl {@code fs.protected_symlinks} or the
 * mount option {@code nosymfollow} would refuse them; they lead no further than the top either. It
 * refuses all links of /proc but those of its topmost directory, such as {@code /proc/self}.
 */
final class WalkingTree extends ResolvingTree {
  private final PathCalls paths;
  private final Fd top;

  /**
   * A tree.
   *
   * @param calls how files are reached
   * @param top open while this is used
   */
  WalkingTree(Syscalls calls, Fd top) {
    this.paths = calls.paths();
    this.top = top;
  }

  @Override
  Fd open(RawPath path, OpenFlags flags, Links links) throws ErrnoException {
    PathWalk walk = new PathWalk(paths, new DirectoryTrail(paths, top), path, links);
    Fd opened;
    try {
      opened = walk.open(flags);
    } catch (ErrnoException e) {
      Discarding.closing(walk, e);
      throw e;
    }
    try {
      walk.close();
      return opened;
    } catch (ErrnoException e) {
      Discarding.closing(opened, e);
      throw e;
    }
  }
}
