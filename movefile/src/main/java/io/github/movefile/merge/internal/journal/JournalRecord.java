// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

/** One record. */
public sealed interface JournalRecord
    permits TransactionBegin,
        KnownDirectory,
        InDirectory,
        NewEntry,
        NewTime,
        MergedSource,
        EmptiedDirectory,
        DirectoryTimes {}
