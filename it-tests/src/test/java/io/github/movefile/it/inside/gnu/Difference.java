// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.function.Predicate;

/**
 * A row of the table: something in which MoveFile differs from GNU, on purpose.
 *
 * @param name for messages; unique
 * @param when it comes up
 * @param gnu what GNU does
 * @param ours what MoveFile does
 * @param reason why MoveFile doesn't do the same
 * @param explains whether a divergence is of this kind; as narrow as can be
 */
record Difference(
    String name,
    String when,
    String gnu,
    String ours,
    String reason,
    Predicate<Evidence> explains) {}
