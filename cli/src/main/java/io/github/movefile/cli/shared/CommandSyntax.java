// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.util.List;

/**
 * What a command takes. The parser and the help are both made of it.
 *
 * @param name of the command
 * @param operands as they stand in the usage line, one form a line
 * @param summary one sentence, for the list of commands
 * @param options in the order of {@code --help}
 * @param notes further paragraphs of {@code --help}
 */
public record CommandSyntax(
    String name, List<String> operands, String summary, List<Option> options, List<String> notes) {

  /**
   * The usage line.
   *
   * @return such as {@code Usage: movefile move [OPTION]... SOURCE TARGET}
   */
  public String usage() {
    return "Usage: " + invocation() + " [OPTION]... " + operands.get(0);
  }

  /**
   * How the command is called.
   *
   * @return the program and the command
   */
  public String invocation() {
    return "movefile " + name;
  }
}
