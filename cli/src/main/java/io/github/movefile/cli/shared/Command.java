// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

/** A command of the program. */
public interface Command {
  /** Exit code: all is done, perhaps with warnings. */
  int DONE = 0;

  /** Exit code: something was not done. */
  int FAILED = 1;

  /** Exit code: wrong usage. */
  int WRONG_USAGE = 2;

  /**
   * What it takes.
   *
   * @return the same at every call
   */
  CommandSyntax syntax();

  /**
   * Does it.
   *
   * @param arguments what was given
   * @param terminal where to print
   * @return the exit code
   * @throws UsageException if the arguments make no sense together
   */
  int run(Arguments arguments, Terminal terminal) throws UsageException;
}
