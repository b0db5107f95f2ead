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
 * @param actions how many entries were dealt with in which way
 * @param files how many files, links and nodes came to their place by which method
 * @param bytes length in bytes of the regular files that did so one by one; what came with a
 *     directory that was renamed whole is not looked at for it
 * @param copied how many bytes were copied or shared by which method
 * @param warnings what could not be kept, in the order of the paths' bytes
 */
public record MergeReport(
    Map<PlannedAction, Long> actions,
    Map<MoveMethod, Long> files,
    long bytes,
    Map<CopyMethod, Long> copied,
    List<MergeWarning> warnings) {

  /**
   * All files, links and nodes that came to their place.
   *
   * @return the sum over all methods
   */
  public long fileCount() {
    long sum = 0;
    for (long count : files.values()) {
      sum += count;
    }
    return sum;
  }

  /**
   * How many entries were dealt with in one way.
   *
   * @param action the way
   * @return 0 if none was
   */
  public long count(PlannedAction action) {
    return actions.getOrDefault(action, 0L);
  }

  /**
   * Directories that were made.
   *
   * @return how many
   */
  public long newDirectories() {
    return count(PlannedAction.MAKE_DIRECTORY);
  }

  /**
   * Directories that were there already.
   *
   * @return how many
   */
  public long existingDirectories() {
    return count(PlannedAction.ENTER_DIRECTORY)
        + count(PlannedAction.UPDATE_DIRECTORY)
        + count(PlannedAction.FOLLOW_LINK);
  }
}
