// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.syscalls.testing.CommandResult;
import java.util.Map;

/** Runs programs that see the file systems of a {@link Lab}. */
@FunctionalInterface
public interface Shell {
  /**
   * Runs a program to its end.
   *
   * @param user a name, or a uid
   * @param environment is added to that of the image
   * @param words the program and its arguments
   * @return what it said
   */
  CommandResult exec(String user, Map<String, String> environment, String... words);
}
