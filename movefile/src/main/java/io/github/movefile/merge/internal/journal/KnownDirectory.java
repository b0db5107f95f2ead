// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the root as it was.
 *
 * @param path relative to the root; empty for the root
 * @param throughLinks whether the way there leads through symbolic links
 * @param atime its time of access
 * @param mtime its time of change
 * @param metadata its metadata if they will be changed, else null
 */
public record KnownDirectory(
    RawPath path,
    boolean throughLinks,
    Timespec atime,
    Timespec mtime,
    @Nullable DirectoryMetadata metadata)
    implements JournalRecord {}
