// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** How a tree is merged: the walk, the groups of hard links, the counting. */
@NullMarked
package io.github.movefile.merge.internal;

import org.jspecify.annotations.NullMarked;
