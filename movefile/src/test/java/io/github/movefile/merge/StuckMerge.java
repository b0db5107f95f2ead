// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A merge by another process, which keeps its image and stops while its first temp is there, until
 * it is told to go on.
 */
final class StuckMerge implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private StuckMerge(Process process) {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Starts it, and returns once the temp is there. */
  static StuckMerge start(Atomicity atomicity, Path image, Path root) {
    try {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StuckMerge.class.getName(),
                  atomicity.name(),
                  image.toString(),
                  root.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      StuckMerge merge = new StuckMerge(process);
      if (!"stuck".equals(merge.output.readLine())) {
        merge.close();
        throw new AssertionError("the other process didn't come to its temp");
      }
      return merge;
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
        new FaultInjectingSyscalls(Syscalls.system()).onCall("fchmod", 1, StuckMerge::waitForInput);
    MergeOptions options =
        MergeOptions.builder()
            .atomicity(Atomicity.valueOf(arguments[0]))
            .disposal(ImageDisposal.KEEP)
            .workers(1)
            .build();
    MergeReport report =
        TreeMerge.using(calls.syscalls())
            .merge(Path.of(arguments[1]), Path.of(arguments[2]), options);
    System.out.println(report.files());
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
