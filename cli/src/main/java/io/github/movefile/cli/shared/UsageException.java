// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

/** The arguments aren't those that a command takes: exit code 2. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Wrong arguments.
   *
   * @param message what is wrong with them, as GNU tools say it
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * The words of the message.
   *
   * @return never null
   */
  public String text() {
    return String.valueOf(getMessage());
  }
}
