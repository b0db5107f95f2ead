// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import io.github.movefile.syscalls.testing.Command;
import java.util.ArrayList;
import java.util.List;

/** The command movefile that is installed in the laboratory. */
public final class RealCommand {
  /** The system property with the words that start it, joined by spaces. */
  public static final String PROPERTY = "movefile.it.command";

  private RealCommand() {}

  /**
   * The command with arguments.
   *
   * @param runner words before it: a program that runs it, or none
   * @param arguments those of the command
   * @return not yet run
   */
  public static Command of(List<String> runner, List<String> arguments) {
    List<String> words = new ArrayList<>(runner);
    words.addAll(List.of(System.getProperty(PROPERTY).split(" ", -1)));
    words.addAll(arguments);
    return Command.of(words);
  }
}
