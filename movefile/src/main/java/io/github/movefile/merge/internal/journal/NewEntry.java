// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/**
 * A new file, link, node or directory that is to get its name.
 *
 * @param name one component
 * @param staged its temp name
 * @param inode its inode number
 * @param oldInode that of what has the name; 0 if it was free
 * @param backup the name that the old one gets; null if the old one goes, or there is none
 */
public record NewEntry(
    RawPath name, RawPath staged, long inode, long oldInode, @Nullable RawPath backup)
    implements JournalRecord {}
