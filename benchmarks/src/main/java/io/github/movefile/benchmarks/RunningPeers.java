// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.warm.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The warm programs of one workload, from their first use on. */
final class RunningPeers implements AutoCloseable {
  private final Scene scene;
  private final Workload workload;
  private final Path log;
  private final Map<Peer, RunningProgram> programs = new HashMap<>();

  /**
   * Begins with none.
   *
   * @param scene where
   * @param workload whose peers they are
   * @param log gets their messages
   */
  RunningPeers(Scene scene, Workload workload, Path log) {
    this.scene = scene;
    this.workload = workload;
    this.log = log;
  }

  boolean isRunning(Peer peer) {
    return programs.containsKey(peer);
  }

  /** The program of a peer, which is started if it isn't running. */
  RunningProgram of(Peer peer) throws IOException {
    RunningProgram program = programs.get(peer);
    if (program == null) {
      program = new RunningProgram(scene.start(workload, peer.script(), log));
      programs.put(peer, program);
    }
    return program;
  }

  /** Ends the program of a peer, if there is one. */
  void end(Peer peer) throws IOException {
    RunningProgram program = programs.remove(peer);
    if (program != null) {
      program.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (RunningProgram program : programs.values()) {
      program.close();
    }
    programs.clear();
  }
}
