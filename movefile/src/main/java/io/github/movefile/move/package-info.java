// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Moves one file, faithfully and atomically: rename(2) if possible, otherwise copy, apply metadata,
 * replace atomically, remove the source. Start at {@link io.github.movefile.move.MoveFile}.
 *
 * <ul>
 *   <li>{@link io.github.movefile.move.MoveOptions}: what may be chosen.
 *   <li>{@link io.github.movefile.move.MoveResult}: what was done, and each thing that could not be
 *       kept.
 *   <li>{@link io.github.movefile.move.MoveException}: why nothing was done, and what is left.
 *   <li>{@link io.github.movefile.move.TempSweeper}: removes temps of processes that were killed.
 * </ul>
 */
@NullMarked
package io.github.movefile.move;

import org.jspecify.annotations.NullMarked;
