// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.HardLinks;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers where the first name of each hard-linked file went. Groups are matched by device and
 * inode of regular files, not by the link count: once its other names are moved, the last one
 * counts 1.
 */
final class HardLinkGroups implements HardLinks {
  private record Inode(long dev, long ino) {}

  private final Fd root;
  private final int prefixLength;
  private final Map<Inode, Place> firstTargets = new HashMap<>();

  HardLinkGroups(Fd root, RawPath rootPath) {
    this.root = root;
    this.prefixLength = rootPath.resolve(RawPath.DOT).length() - RawPath.DOT.length();
  }

  @Override
  public List<Place> candidatesFor(FileStat source) {
    Place first = firstTargets.get(new Inode(source.dev(), source.ino()));
    return first == null ? List.of() : List.of(first);
  }

  @Override
  public void moved(FileStat source, Place target) {
    if (source.isRegular() && source.nlink() > 1) {
      // The directory of the target is closed by the time a second name comes: go from the root.
      RawPath fromRoot = target.shown().tail(prefixLength);
      firstTargets.putIfAbsent(
          new Inode(source.dev(), source.ino()), new Place(root, fromRoot, target.shown()));
    }
  }
}
