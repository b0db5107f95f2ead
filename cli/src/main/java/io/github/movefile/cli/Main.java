// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.ByteArguments;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.syscalls.NativeLayer;
import java.util.List;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and exits: 0 done, 1 something was not done, 2 wrong usage.
   *
   * @param arguments the command and what it takes
   */
  public static void main(String[] arguments) {
    loadNativeLayer();
    List<String> words = List.of(ByteArguments.of(arguments));
    System.exit(Program.run(words, Terminal.system()));
  }

  /** It takes 15 ms, in which another core can read the arguments. */
  private static void loadNativeLayer() {
    Thread loading = new Thread(NativeLayer::probe, "movefile-native");
    loading.setDaemon(true);
    loading.start();
  }
}
