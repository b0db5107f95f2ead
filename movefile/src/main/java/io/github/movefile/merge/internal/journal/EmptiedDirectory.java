// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;

/**
 * A directory of the image that is to be removed, after all that was in it.
 *
 * @param imagePath relative to the top of the image
 */
public record EmptiedDirectory(RawPath imagePath) implements JournalRecord {}
