// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.ByteArguments;
import io.github.movefile.cli.shared.Terminal;
import java.util.List;

/** Where the program starts. */
public final class Main {
  /**
   * Whether jnr-ffi makes machine code of its own for each function. To make it takes some 40 ms,
   * which is more than it spares a command.
   */
  private static final String MACHINE_CODE = "jnr.ffi.x86asm.enabled";

  private Main() {}

  /**
   * Runs a command and exits: 0 done, 1 something was not done, 2 wrong usage.
   *
   * @param arguments the command and what it takes
   */
  public static void main(String[] arguments) {
    System.getProperties().putIfAbsent(MACHINE_CODE, "false");
    List<String> words = List.of(ByteArguments.of(arguments));
    System.exit(Program.run(words, Terminal.system()));
  }
}
