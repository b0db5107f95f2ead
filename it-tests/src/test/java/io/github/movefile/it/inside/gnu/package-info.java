// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * MoveFile beside {@code mv} and {@code cp -a} of GNU coreutils: random worlds, made twice alike,
 * are changed by the one and by the other, and compared by programs that know neither. Each
 * divergence has to be in the table.
 *
 * <ul>
 *   <li>{@link io.github.movefile.it.inside.gnu.GnuDifferenceCheck}: one test for each seed.
 *   <li>{@link io.github.movefile.it.inside.gnu.DifferenceTable}: in what the two differ, and why.
 * </ul>
 *
 * <p>Names, texts and values are bytes; the strings here have one {@code char} for each (ISO
 * 8859-1).
 */
@NullMarked
package io.github.movefile.it.inside.gnu;

import org.jspecify.annotations.NullMarked;
