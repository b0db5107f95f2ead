// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Merges that are transactions, cut off for real: the process is killed, or the power fails. After
 * a recovery the root is what it was, with the whole image, or what an undisturbed merge makes.
 */
@NullMarked
package io.github.movefile.it.inside.transactions;

import org.jspecify.annotations.NullMarked;
