// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that was copied into a new directory.
 *
 * @param name its name
 * @param index its place among the entries
 * @param source what it was made from
 * @param event what there is to tell of it
 */
record FilledFile(RawPath name, int index, FileStat source, MergedEntry event) {
  /**
   * Tells of all of a directory.
   *
   * @param failure what has failed before, or null
   * @return the same, or, if nothing had, what the listener threw
   */
  static @Nullable Throwable tell(
      EventOrder events,
      DirectoryNode directory,
      List<FilledFile> files,
      @Nullable Throwable failure) {
    try {
      for (FilledFile file : files) {
        events.done(directory, file.index(), file.event());
      }
      return failure;
    } catch (Throwable e) {
      return Throwables.firstOf(failure, e);
    }
  }
}
