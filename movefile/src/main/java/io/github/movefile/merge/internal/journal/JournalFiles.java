// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;

/** The names of the files in the directory of a journal. */
public final class JournalFiles {
  /** What the root was, written before anything in it is changed. */
  public static final RawPath SURVEY = RawPath.of("survey");

  /** What is to be done once all new files are there. */
  public static final RawPath CHANGES = RawPath.of("changes");

  /** All new files are there, and both other files are complete. */
  public static final RawPath COMMIT = RawPath.of("commit");

  /** What becomes {@link #COMMIT}. */
  public static final RawPath COMMIT_NEW = RawPath.of("commit.new");

  /** Nothing is left to be done: what {@link #COMMIT} becomes. */
  public static final RawPath DONE = RawPath.of("done");

  private JournalFiles() {}
}
