// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * How a tree is merged: the walk, the groups of hard links, the counting. Start at {@link
 * io.github.movefile.merge.internal.MergeRun}, and for transactions at {@code TransactionRun} and
 * {@link io.github.movefile.merge.internal.RecoveryRun}.
 */
@NullMarked
package io.github.movefile.merge.internal;

import org.jspecify.annotations.NullMarked;
