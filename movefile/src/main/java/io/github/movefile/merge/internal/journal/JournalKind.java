// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;

/** The two files of records. */
public enum JournalKind {
  /** What the root was: {@link TransactionBegin} and {@link KnownDirectory}. */
  SURVEY('S'),
  /** What is to be done: all other records. */
  CHANGES('C');

  private final byte mark;

  JournalKind(char mark) {
    this.mark = (byte) mark;
  }

  /**
   * The name of the file.
   *
   * @return one component
   */
  public RawPath file() {
    return this == SURVEY ? JournalFiles.SURVEY : JournalFiles.CHANGES;
  }

  byte mark() {
    return mark;
  }
}
