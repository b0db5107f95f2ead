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

  /** Those of a record would be made at run time, which takes 9 ms of a command. */
  private record Border(long from, long to) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Border border && border.from == from && border.to == to;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(from) + Long.hashCode(to);
    }
  }

  /** Knows of none. */
  public Borders() {}

  /**
   * Whether it is known that rename(2) doesn't lead from one to the other.
   *
   * @param from the device of the source
   * @param to that of the target
   * @return false also if it wasn't tried yet
   */
  public boolean isKnown(long from, long to) {
    return between(from, to) != null;
  }

  @Nullable ErrnoException between(long from, long to) {
    return from == to ? null : known.get(new Border(from, to));
  }

  /**
   * Remembers one.
   *
   * @param from the device of the source
   * @param to that of the target
   * @param answer what rename(2) said
   */
  public void found(long from, long to, ErrnoException answer) {
    if (from != to) {
      known.put(new Border(from, to), answer);
    }
  }
}
