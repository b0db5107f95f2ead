// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;

/**
 * The first record of a survey.
 *
 * @param image the absolute path of the image
 * @param imageInode its inode number
 * @param stagedPrefix what the names of the transaction's temps begin with
 * @param durable whether it is to outlast a power cut
 */
public record TransactionBegin(
    RawPath image, long imageInode, RawPath stagedPrefix, boolean durable)
    implements JournalRecord {}
