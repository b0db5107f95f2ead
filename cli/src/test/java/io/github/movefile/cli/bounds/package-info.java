// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** What the command needs of memory and descriptors for large trees, and which files it touches. */
@NullMarked
package io.github.movefile.cli.bounds;

import org.jspecify.annotations.NullMarked;
