// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Processes;

/**
 * The user's working directory where that is one that was removed. No JVM starts there, so that it
 * is started elsewhere, with the directory as an open file whose number is a system property.
 * Within it, relative paths name nothing (ENOENT), and absolute ones are what they always are.
 */
final class WorkingDirectory {
  /** Of the JVM; the number of a descriptor. */
  static final String PROPERTY = "movefile.working-directory";

  private WorkingDirectory() {}

  /** Goes there, if it is elsewhere. */
  static void enter() throws ErrnoException {
    Integer directory = Integer.getInteger(PROPERTY);
    if (directory != null) {
      Processes.enterDirectory(directory);
    }
  }
}
