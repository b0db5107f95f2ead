// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Finds out, inside the container, what a move keeps from each file system to each, and writes the
 * tables of docs/file-systems.md.
 *
 * <ul>
 *   <li>{@link io.github.movefile.it.inside.table.Samples}: the files that are moved, each with
 *       something that could be lost; {@link io.github.movefile.it.inside.table.SampleMaker} makes
 *       them.
 *   <li>{@link io.github.movefile.it.inside.table.MoverProgram}: moves them, as root and as an
 *       ordinary user, and says what it was told.
 *   <li>{@link io.github.movefile.it.inside.table.Evidence}: what the files are, before and after,
 *       as the system's own programs see it; {@link io.github.movefile.it.inside.table.CallTrace}:
 *       how they went, as strace(1) sees it.
 *   <li>{@link io.github.movefile.it.inside.table.FileSystemsCheck}: a test for each file on each
 *       pair, that whatever was lost was told.
 *   <li>{@link io.github.movefile.it.inside.table.Tables}: the tables.
 * </ul>
 */
@NullMarked
package io.github.movefile.it.inside.table;

import org.jspecify.annotations.NullMarked;
