// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.percall.PerCall;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Single calls as a section of the report, each as if it were a peer. */
final class PerCallSamples {
  static final String NAME = "Per call";
  static final String ABOUT =
      "Single calls in a warm JVM, by JMH; a round is one of its iterations. MoveFile is one"
          + " MoveFile.move of a file of 4 KiB within a directory of ext4, where the other calls are"
          + " too; sendfile is from tmpfs to tmpfs.";

  /** What a call is named in the report, by its method. */
  private static final Map<String, String> NAMES =
      Map.of(
          "move", Peer.MOVEFILE,
          "openAndClose", "openat + close",
          "rename", "renameat2",
          "sendfile", "lseek + sendfile of 4 KiB");

  private PerCallSamples() {}

  /** Measures, and adds what was measured. */
  static void measure(
      Map<String, Path> fileSystems, boolean quick, SampleFile samples, PrintStream log)
      throws IOException, RunnerException {
    Path ext4 = fileSystems.get("ext4");
    Path tmpfs = fileSystems.get("tmpfs");
    if (ext4 == null || tmpfs == null) {
      throw new IOException("single calls want ext4 and tmpfs");
    }
    for (Map.Entry<String, List<Double>> call : PerCall.run(ext4, tmpfs, quick).entrySet()) {
      String peer = NAMES.getOrDefault(call.getKey(), call.getKey());
      int round = 0;
      for (double nanos : call.getValue()) {
        round++;
        samples.append(Sample.today(NAME, peer, round, nanos / 1e9, Map.of(), List.of()));
        log.printf("%-28s %-28s round %d  %8.0f ns%n", NAME, peer, round, nanos);
      }
    }
  }
}
