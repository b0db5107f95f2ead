// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of pending updates that one merge has given away, by the directory of the root that they
 * are in, whichever path has led there: a link of the root may lead to a directory that the image
 * has by another path too. A plan and a transaction don't see them in the root. Thread-safe.
 */
final class TakenUpdates {
  private enum Origin {
    /** An update of a protected file. */
    MERGE,
    /** An entry of the image that has such a name. */
    IMAGE
  }

  private final Map<FileId, Map<RawPath, Origin>> taken = new HashMap<>(0);

  /**
   * A protected file gets its update under a name.
   *
   * @return false if another entry of this merge has it
   */
  synchronized boolean made(FileId directory, RawPath update) {
    return in(directory).putIfAbsent(update, Origin.MERGE) == null;
  }

  /** The update of a protected file takes the place of one that was pending before. */
  synchronized void replaced(FileId directory, RawPath update) {
    in(directory).putIfAbsent(update, Origin.MERGE);
  }

  /**
   * The image brings an entry of such a name.
   *
   * @return false if an update that was made in this merge has it
   */
  synchronized boolean bring(FileId directory, RawPath name) {
    return in(directory).putIfAbsent(name, Origin.IMAGE) != Origin.MERGE;
  }

  /** All of a directory. */
  synchronized Set<RawPath> of(FileId directory) {
    return Set.copyOf(taken.getOrDefault(directory, Map.of()).keySet());
  }

  /** Those of a directory that entries of the image have. */
  synchronized Set<RawPath> ofImage(FileId directory) {
    Set<RawPath> names = new HashSet<>(0);
    taken
        .getOrDefault(directory, Map.of())
        .forEach(
            (name, origin) -> {
              if (origin == Origin.IMAGE) {
                names.add(name);
              }
            });
    return names;
  }

  private Map<RawPath, Origin> in(FileId directory) {
    return taken.computeIfAbsent(directory, none -> new HashMap<>());
  }
}
