// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import org.jspecify.annotations.Nullable;

/**
 * What moves from one directory into another have found out, so that those after them needn't ask
 * the kernel again: whether there is a way by rename(2), and what a new file there is by itself. It
 * lasts as long as both are open. Of one thread.
 */
public final class DirectoryPair {
  private static final Borders NO_BORDERS = new Borders();

  private final Borders borders;
  private final long from;
  private final long to;
  private final boolean learns;
  private @Nullable ErrnoException border;
  private @Nullable NewFile newFile;

  /**
   * What a file is that was just made.
   *
   * @param uid its owner: the process's, unless ids are mapped
   * @param gid its group: the process's, or the directory's
   * @param hasAttributes whether it has any, such as a label, or an ACL that it got from its
   *     directory
   */
  record NewFile(int uid, int gid, boolean hasAttributes) {}

  private DirectoryPair(Borders borders, long from, long to, boolean learns) {
    this.borders = borders;
    this.from = from;
    this.to = to;
    this.learns = learns;
  }

  /**
   * For many moves.
   *
   * @param borders shared by all pairs of a merge
   * @param from the device of the sources
   * @param to the device of the targets
   */
  public DirectoryPair(Borders borders, long from, long to) {
    this(borders, from, to, true);
  }

  /** For one move, which nothing is known of, and after which nothing comes. */
  static DirectoryPair ofOne() {
    return new DirectoryPair(NO_BORDERS, 0, 0, false);
  }

  /** What rename(2) answers to any file of a device; null if that isn't known. */
  @Nullable ErrnoException border(FileStat source) {
    if (source.dev() != from) {
      return null;
    }
    if (border == null) {
      border = borders.between(from, to); // another pair may have found it
    }
    return border;
  }

  /** It has answered so. */
  void foundBorder(FileStat source, ErrnoException answer) {
    if (learns && source.dev() == from && from != to) {
      border = answer;
      borders.found(from, to, answer);
    }
  }

  boolean learns() {
    return learns;
  }

  @Nullable NewFile newFile() {
    return newFile;
  }

  void learned(NewFile made) {
    newFile = made;
  }

  /** The targets are in another directory from now on. */
  public void forgetNewFile() {
    newFile = null;
  }
}
