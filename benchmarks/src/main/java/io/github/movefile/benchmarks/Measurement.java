// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.warm.RunningProgram;
import io.github.movefile.benchmarks.warm.Timing;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs a workload: in each round each of its peers once, each on a fresh image and root. What is
 * timed is the whole process, or what a program that is running already says of itself. A time
 * counts as a sample only with what its result lacks.
 */
final class Measurement {
  /** How many times a warm program does its work at least before the first that counts. */
  static final int FEWEST_WARM_UPS = 8;

  /** How many times at most, short as it may be: each takes a fresh tree. */
  static final int MOST_WARM_UPS = 32;

  /** How long it has worked before, unless that takes too many times: the JVM compiles by then. */
  static final int WARM_AFTER_S = 1;

  /** Whose peers are left out where they are not found. */
  private static final List<String> OPTIONAL_PROGRAMS = List.of("JAVA17", "JAVA25", "LIMIT");

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
    try (RunningPeers running = new RunningPeers(scene, workload, output)) {
      run(workload, rounds, running);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private void run(Workload workload, int rounds, RunningPeers running)
      throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      for (Peer peer : inOrderOf(round, workload.peers())) {
        if (isThere(peer)) {
          measure(workload, peer, round, running);
        } else if (round == 1) {
          log.printf("%-28s %-28s not found%n", workload.name(), peer.name());
        }
      }
    }
  }

  /** Another one in each round, the same in each run: nobody is always behind the same one. */
  static List<Peer> inOrderOf(int round, List<Peer> peers) {
    List<Peer> order = new ArrayList<>(peers);
    Collections.shuffle(order, new Random(round));
    return order;
  }

  private boolean isThere(Peer peer) {
    return OPTIONAL_PROGRAMS.stream()
        .allMatch(name -> !peer.script().contains("$" + name) || scene.hasProgram(name));
  }

  private void measure(Workload workload, Peer peer, int round, RunningPeers running)
      throws IOException, InterruptedException {
    Run run =
        switch (peer.clock()) {
          case PROCESS -> process(workload, peer);
          case WARM -> warm(workload, peer, running);
          case FRESH -> fresh(workload, peer, running);
        };
    if (run.failure().isPresent() && peer.isMoveFile()) {
      throw new IOException(
          workload.name() + " " + run.failure().get() + ":\n" + Files.readString(output));
    }
    List<String> losses =
        run.failure().isPresent()
            ? List.of(run.failure().get())
            : check.losses(peer.check(workload), scene.image(workload), scene.root(workload));
    Timing timing = run.timing();
    double seconds = timing.nanos() / 1e9;
    samples.append(
        Sample.today(workload.name(), peer.name(), round, seconds, timing.figures(), losses));
    log.printf(
        "%-28s %-28s round %d  %11.6f s  %s %s%n",
        workload.name(),
        peer.name(),
        round,
        seconds,
        timing.figures().isEmpty() ? "" : timing.figures(),
        losses.isEmpty() ? "" : losses);
  }

  private Run process(Workload workload, Peer peer) throws IOException, InterruptedException {
    settle(workload);
    long begin = System.nanoTime();
    int exit = scene.run(workload, peer.script(), output);
    Timing timing = Timing.of(System.nanoTime() - begin);
    return new Run(
        timing,
        exit == 0 ? Optional.empty() : Optional.of(Sample.FAILED + " with exit status " + exit));
  }

  private Run warm(Workload workload, Peer peer, RunningPeers running)
      throws IOException, InterruptedException {
    if (!running.isRunning(peer)) {
      long worked = 0;
      for (int i = 0; isCold(i, worked); i++) {
        prepare(workload);
        Run run = ask(running.of(peer));
        if (run.failure().isPresent()) {
          return run;
        }
        worked += run.timing().nanos();
      }
    }
    settle(workload);
    return ask(running.of(peer));
  }

  private static boolean isCold(int runs, long worked) {
    return runs < FEWEST_WARM_UPS || (runs < MOST_WARM_UPS && worked < WARM_AFTER_S * 1e9);
  }

  private Run fresh(Workload workload, Peer peer, RunningPeers running)
      throws IOException, InterruptedException {
    try {
      RunningProgram program = running.of(peer);
      settle(workload);
      return ask(program);
    } finally {
      running.end(peer);
    }
  }

  private static Run ask(RunningProgram program) {
    long begin = System.nanoTime();
    try {
      return new Run(program.run(), Optional.empty());
    } catch (IOException e) {
      return new Run(
          Timing.of(System.nanoTime() - begin), Optional.of(Sample.FAILED + ": " + e.getMessage()));
    }
  }

  /** Prepares; nothing that is left to be written may take the disk from who is timed. */
  private void settle(Workload workload) throws IOException, InterruptedException {
    prepare(workload);
    Settling.await();
  }

  private void prepare(Workload workload) throws IOException, InterruptedException {
    String script = "set -o pipefail; " + workload.setup() + " && sync";
    if (scene.run(workload, script, output) != 0) {
      throw new IOException("no setup for " + workload.name() + ":\n" + Files.readString(output));
    }
  }

  /** What came of a run; if it failed, in the words for the column of losses. */
  private record Run(Timing timing, Optional<String> failure) {}
}
