// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;

/**
 * A directory of the image where the root has a symbolic link. What it leads to is found out when
 * all else is merged, so that it doesn't depend on who was faster.
 *
 * @param parent where it is
 * @param name its name
 * @param index its place among the entries
 * @param source what the image has
 * @param link what the root has
 */
record Through(DirectoryNode parent, RawPath name, int index, FileStat source, FileStat link) {}
