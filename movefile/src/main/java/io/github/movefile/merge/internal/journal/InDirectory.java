// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;

/**
 * What the following {@link NewEntry}, {@link NewTime} and {@link MergedSource} are in.
 *
 * @param imagePath the directory of the image, relative to its top; empty for the top
 * @param rootPath the directory of the root, relative to its top; empty for the top
 * @param throughLinks whether the way there leads through symbolic links
 */
public record InDirectory(RawPath imagePath, RawPath rootPath, boolean throughLinks)
    implements JournalRecord {}
