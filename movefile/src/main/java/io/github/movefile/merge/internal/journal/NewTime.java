// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;

/**
 * A file of the root that stays, but for its time of change.
 *
 * @param name one component
 * @param inode its inode number
 * @param old the time that it has
 * @param wanted the time that it gets
 */
public record NewTime(RawPath name, long inode, Timespec old, Timespec wanted)
    implements JournalRecord {}
