// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.journal.EmptiedDirectory;
import io.github.movefile.merge.internal.journal.JournalKind;
import io.github.movefile.merge.internal.journal.JournalReader;
import io.github.movefile.merge.internal.journal.MergedSource;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A journal that says what is to be done, and the trees that it is about.
 *
 * @param calls how files are reached
 * @param state the directory of the journal
 * @param rootTree the root
 * @param rootShown how messages name it
 * @param imageTree the image; null if it is gone
 * @param imageShown how messages name it
 * @param again whether some of it may have been done already
 */
record CommittedJournal(
    Syscalls calls,
    Fd state,
    ConfinedTree rootTree,
    RawPath rootShown,
    @Nullable ConfinedTree imageTree,
    RawPath imageShown,
    boolean again) {

  /** Shows all records, in their order. */
  void read(JournalReader.Visitor visitor) throws IOException {
    JournalReader.read(calls, state, JournalKind.CHANGES, visitor);
  }

  /** Whether something of the image is to be removed. */
  boolean removesFromImage() throws IOException {
    boolean[] removes = {false};
    read(
        record ->
            removes[0] |= record instanceof MergedSource || record instanceof EmptiedDirectory);
    return removes[0];
  }

  /** The directories that they are about, for one thread. */
  JournalDirectories directories() {
    return new JournalDirectories(this);
  }
}
