// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of pending updates that one merge has given away, by the directory of the root that they
 * are in, whichever path has led there: a link of the root may lead to a directory that the image
 * has by another path too; {@link DirectoriesToBe#place} tells it. A plan and a transaction don't
 * see them in the root. Thread-safe.
 */
final class TakenUpdates {
  private enum Origin {
    /** An update of a protected file. */
    MERGE,
    /** An entry of the image that has such a name. */
    IMAGE
  }

  private final Map<Object, Map<RawPath, Origin>> taken = new HashMap<>(0);
  private final Map<RawPath, RawPath> byPath = new HashMap<>(0);

  /**
   * A protected file gets its update under a name.
   *
   * @return false if another entry of this merge has it
   */
  synchronized boolean made(Object directory, RawPath update) {
    return in(directory).putIfAbsent(update, Origin.MERGE) == null;
  }

  /** The update of a protected file takes the place of one that was pending before. */
  synchronized void replaced(Object directory, RawPath update) {
    in(directory).putIfAbsent(update, Origin.MERGE);
  }

  /**
   * The image brings an entry of such a name.
   *
   * @return false if an update that was made in this merge has it
   */
  synchronized boolean bring(Object directory, RawPath name) {
    return in(directory).putIfAbsent(name, Origin.IMAGE) != Origin.MERGE;
  }

  /** A file of the image comes as a pending update, or is one already. */
  synchronized void cameAs(RawPath path, RawPath update) {
    byPath.put(path, update);
  }

  /** The paths of those in the root, by the paths in the image. */
  synchronized Map<RawPath, RawPath> byPath() {
    return Map.copyOf(byPath);
  }

  /** All of a directory; none of one that nothing tells. */
  synchronized Set<RawPath> of(@Nullable Object directory) {
    return directory == null
        ? Set.of()
        : Set.copyOf(taken.getOrDefault(directory, Map.of()).keySet());
  }

  private Map<RawPath, Origin> in(Object directory) {
    return taken.computeIfAbsent(directory, none -> new HashMap<>());
  }
}
