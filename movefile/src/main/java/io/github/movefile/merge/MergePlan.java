// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.MoveException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a merge would do, added up; the single entries were told one by one.
 *
 * @param actions how many entries will be dealt with in which way
 * @param bytes length in bytes of all regular files that will be renamed or copied
 * @param bytesToCopy length in bytes of those that are expected to be copied; of a file with
 *     several names once
 * @param filesToCopy how many those are
 * @param space what is needed of each file system of the root
 * @param unsafeLinks symbolic links that lead where they shouldn't
 * @param refusal the first entry at which the merge will fail, if it will
 */
public record MergePlan(
    Map<PlannedAction, Long> actions,
    long bytes,
    long bytesToCopy,
    long filesToCopy,
    List<SpaceNeed> space,
    List<UnsafeLink> unsafeLinks,
    Optional<MoveException> refusal) {

  /**
   * How many entries will be dealt with in one way.
   *
   * @param action the way
   * @return 0 if none will be
   */
  public long count(PlannedAction action) {
    return actions.getOrDefault(action, 0L);
  }

  /**
   * All entries of the image.
   *
   * @return the sum over all ways
   */
  public long entries() {
    return actions.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Whether every file system of the root has room.
   *
   * @return false if one of them is too full
   */
  public boolean fits() {
    return space.stream().allMatch(SpaceNeed::fits);
  }
}
