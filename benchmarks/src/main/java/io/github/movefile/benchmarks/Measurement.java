// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a workload: in each round each of its peers once, each on a fresh image and root. What is
 * timed is the whole process. A time counts as a sample only with what its result lacks.
 */
final class Measurement {
  private static final long SETTLING_MS = 300;

  private final Scene scene;
  private final FidelityCheck check;
  private final SampleFile samples;
  private final PrintStream log;
  private final Path output;

  /**
   * Prepares.
   *
   * @param scene where
   * @param check of each result
   * @param samples get each time
   * @param log progress for people
   * @throws IOException if there is no room for a log file
   */
  Measurement(Scene scene, FidelityCheck check, SampleFile samples, PrintStream log)
      throws IOException {
    this.scene = scene;
    this.check = check;
    this.samples = samples;
    this.log = log;
    this.output = Files.createTempFile("movefile-benchmark-", ".log");
  }

  /** Measures all peers whose programs are there. */
  void run(Workload workload, int rounds) throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      List<Peer> peers = workload.peers();
      for (int i = 0; i < peers.size(); i++) {
        // Another one begins each round: nobody is always behind the same neighbour.
        Peer peer = peers.get((i + round - 1) % peers.size());
        if (isThere(peer)) {
          measure(workload, peer, round);
        } else if (round == 1) {
          log.printf("%-28s %-28s not found%n", workload.name(), peer.name());
        }
      }
    }
    Files.deleteIfExists(output);
  }

  private boolean isThere(Peer peer) {
    String script = peer.script();
    return (!script.contains("$JAVA25") || scene.hasProgram("JAVA25"))
        && (!script.contains("$LIMIT") || scene.hasProgram("LIMIT"));
  }

  private void measure(Workload workload, Peer peer, int round)
      throws IOException, InterruptedException {
    prepare(workload);
    long begin = System.nanoTime();
    int exit = scene.run(workload, peer.script(), output);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (exit != 0 && peer.isMoveFile()) {
      throw new IOException(workload.name() + " failed:\n" + Files.readString(output));
    }
    List<String> losses =
        exit != 0
            ? List.of("failed with exit status " + exit)
            : check.losses(workload.check(), scene.image(workload), scene.root(workload));
    samples.append(new Sample(workload.name(), peer.name(), round, seconds, losses));
    log.printf(
        "%-28s %-28s round %d  %8.3f s  %s%n",
        workload.name(), peer.name(), round, seconds, losses.isEmpty() ? "" : losses);
  }

  /** Nothing that the setup has left to be written may take the disk from who is timed. */
  private void prepare(Workload workload) throws IOException, InterruptedException {
    String script = "set -e; " + workload.setup() + "; sync";
    if (scene.run(workload, script, output) != 0) {
      throw new IOException("no setup for " + workload.name() + ":\n" + Files.readString(output));
    }
    Thread.sleep(SETTLING_MS);
  }
}
