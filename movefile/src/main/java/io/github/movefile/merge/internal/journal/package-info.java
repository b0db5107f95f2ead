// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * The journal of a transaction, as files: what a survey found, what is to be done, and the mark
 * that says that all of it is there. It is a format only: what is done by it is another matter.
 * Start at {@link io.github.movefile.merge.internal.journal.JournalWriter}.
 */
@NullMarked
package io.github.movefile.merge.internal.journal;

import org.jspecify.annotations.NullMarked;
