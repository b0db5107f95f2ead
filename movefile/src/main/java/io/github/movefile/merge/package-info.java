// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Merges a tree into another: an image into a root, file by file with the guarantees of {@link
 * io.github.movefile.move.MoveFile}. Start at {@link io.github.movefile.merge.TreeMerge}.
 *
 * <p>Directories are walked by open handles, so that paths may be longer than PATH_MAX. A directory
 * is made private and gets its metadata after its children. Hard links within the image stay hard
 * links.
 */
@NullMarked
package io.github.movefile.merge;

import org.jspecify.annotations.NullMarked;
