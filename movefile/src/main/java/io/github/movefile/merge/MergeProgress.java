// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/**
 * How far a merge is.
 *
 * @param entries entries that are done, directories among them
 * @param bytes bytes of regular files that are done
 * @param entriesSeen entries found so far; all, if a plan was made before
 * @param bytesSeen bytes of the regular files among them
 */
public record MergeProgress(long entries, long bytes, long entriesSeen, long bytesSeen) {}
