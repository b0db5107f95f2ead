// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A copy by another process that stops while its temp is there, until it is told to go on. */
final class StuckMove implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private StuckMove(Process process) {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Starts it, and returns once the temp is there. */
  static StuckMove start(Path source, Path target) {
    try {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StuckMove.class.getName(),
                  source.toString(),
                  target.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      StuckMove move = new StuckMove(process);
      if (!"stuck".equals(move.output.readLine())) {
        move.close();
        throw new AssertionError("the other process didn't come to its temp");
      }
      return move;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process by SIGKILL, and returns once it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it go on to its end; returns what it said. */
  String finish() throws IOException {
    process.getOutputStream().close();
    return output.readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws MoveException {
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system()).onCall("fchmod", 1, StuckMove::waitForInput);
    MoveResult result =
        MoveFile.using(calls.syscalls())
            .copy(Path.of(arguments[0]), Path.of(arguments[1]), MoveOptions.defaults());
    System.out.println(result.method());
  }

  private static void waitForInput() {
    System.out.println("stuck");
    try {
      int end = System.in.read();
      if (end != -1) {
        throw new AssertionError("nothing was to be said");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
