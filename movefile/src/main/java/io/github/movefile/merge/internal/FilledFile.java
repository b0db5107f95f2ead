// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;

/**
 * A file that was copied into a new directory.
 *
 * @param name its name
 * @param index its place among the entries
 * @param source what it was made from
 * @param event what there is to tell of it
 */
record FilledFile(RawPath name, int index, FileStat source, MergedEntry event) {}
