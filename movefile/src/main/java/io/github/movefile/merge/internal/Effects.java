// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a walk does about what was planned: it carries it out, or only tells of it. */
interface Effects {
  /** A file, link or node. */
  MergedEntry file(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException;

  /**
   * A directory; never of {@link io.github.movefile.merge.PlannedAction#SKIP}.
   *
   * @return the child, to be walked; null if it isn't
   */
  @Nullable DirectoryNode directory(
      OpenDirectories dirs,
      RawPath name,
      int index,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException;

  /**
   * Whether files, links and nodes are of interest; else they are only shown to {@link #passedBy}.
   */
  default boolean visitsFiles() {
    return true;
  }

  /**
   * Makes a directory whose counterpart is coming, with files in it.
   *
   * @param entries of the directory
   * @param planner decides of them
   * @param ending whether there is no sense in going on
   * @return which entries are done
   */
  default BitSet fill(
      OpenDirectories dirs,
      List<DirectoryEntry> entries,
      EntryPlanner planner,
      BooleanSupplier ending)
      throws IOException {
    throw new IllegalStateException("nothing is coming");
  }

  /** Removes the sources of files with which a directory was made. */
  default void removeSources(OpenDirectories dirs, List<FilledFile> files) throws IOException {
    throw new IllegalStateException("nothing was filled");
  }

  /** A directory in which nothing more happens, but that sources of its files are removed. */
  default void completeBeforeRemoval(OpenDirectories dirs) throws MoveException {
    throw new IllegalStateException("nothing was filled");
  }

  /** A file, link or node that isn't visited. */
  default void passedBy(OpenDirectories dirs, FileStat source) throws MoveException {}

  /**
   * All entries of a directory that could be visited now are; others may come later, and after them
   * this again.
   */
  default void visited(OpenDirectories dirs) throws MoveException {}

  /** A directory whose entries and children are all done. */
  void complete(OpenDirectories dirs) throws MoveException;

  /**
   * Whether a symbolic link of the root that leads nowhere now will lead to a directory that was
   * planned and not made.
   *
   * @param link its path from the top
   * @param text what it says
   */
  boolean willBeDirectory(RawPath link, RawPath text);
}
