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
    List<String> words = begin(arguments);
    System.exit(Program.run(words, Terminal.system()));
  }

  /** Loads what any command needs, and gives the arguments as byte strings. */
  static List<String> begin(String[] arguments) {
    loadNativeLayer();
    return List.of(ByteArguments.of(arguments));
  }

  /** It takes 15 ms, in which another core can read the arguments. */
  private static void loadNativeLayer() {
    Thread loading = new NativeLoading();
    loading.setDaemon(true);
    loading.start();
  }

  /** No lambda: the first of a JVM takes 8 ms, which the other thread then has for itself. */
  private static final class NativeLoading extends Thread {
    NativeLoading() {
      super("movefile-native");
    }

    @Override
    public void run() {
      NativeLayer.probe();
    }
  }
}
