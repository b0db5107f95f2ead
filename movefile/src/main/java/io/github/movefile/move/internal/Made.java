// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.FileStat;

/**
 * A move that was done.
 *
 * @param result how
 * @param source what the target was made from. If others changed the source while it was copied,
 *     that is what it was the last time, and not what the caller had looked at
 */
public record Made(MoveResult result, FileStat source) {}
