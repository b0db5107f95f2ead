// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import java.util.HashSet;
import java.util.Set;

/**
 * What of the image a recovery has not found in the root: others have removed its directory, moved
 * it away, or pointed the link to it elsewhere, and with it went what was staged there; or they
 * have changed the entry itself. Its source may be the only one, and stays. Filled by one thread;
 * after that for all.
 */
final class Unpublished {
  private final Set<RawPath> paths = new HashSet<>(0);

  /** A file or directory of the image, with all that is in it. */
  void add(RawPath path) {
    paths.add(path);
  }

  /** Whether it is one of those, or in one. */
  boolean has(RawPath path) {
    if (paths.isEmpty()) {
      return false;
    }
    RawPath at = path;
    while (!paths.contains(at)) {
      RawPath above = at.parent();
      if (above.length() == 0 || above.equals(RawPath.DOT)) {
        return false;
      }
      at = above;
    }
    return true;
  }
}
