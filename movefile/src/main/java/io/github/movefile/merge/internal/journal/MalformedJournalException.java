// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import java.io.IOException;

/** A file of a journal is incomplete, damaged, or of a version that isn't known. */
public final class MalformedJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedJournalException(RawPath file, long at, String reason) {
    super(file.quoted() + ", byte " + at + ": " + reason);
  }
}
