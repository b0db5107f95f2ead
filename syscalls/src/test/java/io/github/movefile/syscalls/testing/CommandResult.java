// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a program said.
 *
 * @param command the program and its arguments
 * @param exitCode 0 for success by habit
 * @param output standard output
 * @param errors standard error
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record CommandResult(List<String> command, int exitCode, byte[] output, byte[] errors) {
  /**
   * Fails unless the program exited with 0.
   *
   * @return this
   */
  public CommandResult requireSuccess() {
    if (exitCode != 0) {
      throw new AssertionError(toString());
    }
    return this;
  }

  /**
   * Standard output as text.
   *
   * @return decoded as UTF-8, without white space at the ends
   */
  public String text() {
    return new String(output, StandardCharsets.UTF_8).strip();
  }

  /**
   * Standard error as text.
   *
   * @return decoded as UTF-8, without white space at the ends
   */
  public String errorText() {
    return new String(errors, StandardCharsets.UTF_8).strip();
  }

  /**
   * All of it, for a failure message.
   *
   * @return several lines
   */
  @Override
  public String toString() {
    return String.join(" ", command)
        + "\nexit code "
        + exitCode
        + "\n"
        + text()
        + "\n"
        + errorText();
  }
}
