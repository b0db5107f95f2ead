// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/** How messages name a directory and its counterpart, made when one does. Of one thread. */
final class ShownPaths {
  private final MergeSession session;
  private final RawPath path;
  private @Nullable RawPath inImage;
  private @Nullable RawPath inRoot;

  ShownPaths(MergeSession session, RawPath path) {
    this.session = session;
    this.path = path;
  }

  RawPath inImage() {
    if (inImage == null) {
      inImage = session.shownInImage(path);
    }
    return inImage;
  }

  RawPath inRoot() {
    if (inRoot == null) {
      inRoot = session.shownInRoot(path);
    }
    return inRoot;
  }
}
