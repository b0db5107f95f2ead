// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.util.List;

/**
 * An option of a command.
 *
 * @param shortName one letter, or empty for none
 * @param longName without dashes
 * @param parameter what its argument is called, or empty if it takes none
 * @param choices the arguments that are valid; empty if any is
 * @param description for {@code --help}
 */
public record Option(
    String shortName, String longName, String parameter, List<String> choices, String description) {

  /**
   * An option without argument.
   *
   * @param shortName one letter, or empty for none
   * @param longName without dashes
   * @param description for {@code --help}
   * @return the option
   */
  public static Option flag(String shortName, String longName, String description) {
    return new Option(shortName, longName, "", List.of(), description);
  }

  /**
   * An option with an argument.
   *
   * @param longName without dashes
   * @param parameter what the argument is called
   * @param description for {@code --help}
   * @return the option
   */
  public static Option value(String longName, String parameter, String description) {
    return new Option("", longName, parameter, List.of(), description);
  }

  /**
   * An option whose argument is one of a few words.
   *
   * @param longName without dashes
   * @param choices the words, the default first
   * @param description for {@code --help}
   * @return the option
   */
  public static Option choice(String longName, List<String> choices, String description) {
    return new Option("", longName, String.join("|", choices), choices, description);
  }

  /**
   * Whether an argument has to follow.
   *
   * @return true if there is a parameter
   */
  public boolean takesArgument() {
    return !parameter.isEmpty();
  }
}
