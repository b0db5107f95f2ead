// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.ErrnoException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of devices between which rename(2) has answered EXDEV. Two devices may be one file system
 * all the same (btrfs subvolumes, overlayfs), so it is tried once. One device may have several
 * mounts, and project quotas: there it depends on the file, and nothing is remembered. Thread-safe.
 */
public final class Borders {
  private final Map<Border, ErrnoException> known = new ConcurrentHashMap<>();

  private record Border(long from, long to) {}

  /** Knows of none. */
  public Borders() {}

  @Nullable ErrnoException between(long from, long to) {
    return from == to ? null : known.get(new Border(from, to));
  }

  void found(long from, long to, ErrnoException answer) {
    if (from != to) {
      known.put(new Border(from, to), answer);
    }
  }
}
