// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.RawPath;

/**
 * Something of an entry that could not be kept.
 *
 * @param path the entry, relative to the root
 * @param warning what was lost
 */
public record MergeWarning(RawPath path, MoveWarning warning) {}
