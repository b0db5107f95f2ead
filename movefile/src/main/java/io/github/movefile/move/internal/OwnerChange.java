// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.FileStat;

/** Who owns a file at its target. */
public final class OwnerChange {
  /** What chown(2) takes for "nobody": the owner of no file. */
  private static final int NOT_MAPPED = -1;

  private OwnerChange() {}

  /**
   * The owner at the target.
   *
   * @param options how it is moved
   * @param source what it is now
   * @return unsigned 32 bits; 4294967295, which no file has, if it isn't mapped
   */
  public static int uid(MoveOptions options, FileStat source) {
    return options.owners().isIdentity()
        ? source.uid()
        : options.owners().uid(source.uid()).orElse(NOT_MAPPED);
  }

  /**
   * The group at the target.
   *
   * @param options how it is moved
   * @param source what it is now
   * @return unsigned 32 bits; 4294967295, which no file has, if it isn't mapped
   */
  public static int gid(MoveOptions options, FileStat source) {
    return options.owners().isIdentity()
        ? source.gid()
        : options.owners().gid(source.gid()).orElse(NOT_MAPPED);
  }

  /**
   * Whether a file can't just be renamed, since its owner changes, or may change below a directory.
   *
   * @param options how it is moved
   * @param source what it is now
   * @return false if owner and group stay
   */
  public static boolean isWanted(MoveOptions options, FileStat source) {
    if (options.owners().isIdentity()) {
      return false;
    }
    return source.isDirectory()
        || uid(options, source) != source.uid()
        || gid(options, source) != source.gid();
  }

  /** Refuses a file whose owner or group isn't mapped, before anything is changed. */
  static void requireMapped(MoveContext move, FileStat source) throws Refusal {
    if (!move.options().owners().isIdentity()) {
      MappedOwner owner = MappedOwner.of(move);
      owner.uid(source.uid());
      owner.gid(source.gid());
    }
  }
}
