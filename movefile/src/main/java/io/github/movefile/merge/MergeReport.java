// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.move.MoveMethod;
import java.util.List;
import java.util.Map;

/**
 * A merge that succeeded.
 *
 * @param newDirectories directories that were made
 * @param existingDirectories directories that were there already
 * @param files how many files, links and nodes came to their place by which method
 * @param bytes length of all regular files in bytes
 * @param copied how many bytes were copied or shared by which method
 * @param warnings what could not be kept
 */
public record MergeReport(
    long newDirectories,
    long existingDirectories,
    Map<MoveMethod, Long> files,
    long bytes,
    Map<CopyMethod, Long> copied,
    List<MergeWarning> warnings) {

  /**
   * All files, links and nodes.
   *
   * @return the sum over all methods
   */
  public long fileCount() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }
}
