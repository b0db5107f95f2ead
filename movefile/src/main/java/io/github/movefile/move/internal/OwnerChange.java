// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.FileStat;

/** Who owns a file at its target. */
public final class OwnerChange {
  private OwnerChange() {}

  /**
   * The owner at the target.
   *
   * @param options how it is moved
   * @param source what it is now
   * @return unsigned 32 bits
   */
  public static int uid(MoveOptions options, FileStat source) {
    return source.uid();
  }

  /**
   * The group at the target.
   *
   * @param options how it is moved
   * @param source what it is now
   * @return unsigned 32 bits
   */
  public static int gid(MoveOptions options, FileStat source) {
    return source.gid();
  }

  /**
   * Whether a file can't just be renamed, since its owner changes.
   *
   * @param options how it is moved
   * @param source what it is now
   * @return false if owner and group stay
   */
  public static boolean isWanted(MoveOptions options, FileStat source) {
    return uid(options, source) != source.uid() || gid(options, source) != source.gid();
  }
}
