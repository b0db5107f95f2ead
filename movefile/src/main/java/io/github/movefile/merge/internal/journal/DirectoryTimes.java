// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;

/**
 * A directory of the root that took the metadata of the image's: it gets these times again after
 * its new entries have got their names.
 *
 * @param rootPath relative to the root
 * @param throughLinks whether the way there leads through symbolic links
 * @param atime its time of access
 * @param mtime its time of change
 */
public record DirectoryTimes(RawPath rootPath, boolean throughLinks, Timespec atime, Timespec mtime)
    implements JournalRecord {}
