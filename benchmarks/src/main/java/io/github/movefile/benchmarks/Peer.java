// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

/**
 * Who is measured.
 *
 * @param name for tables; it begins with "MoveFile" if it is that, however used
 * @param script for bash. Its variables are in {@link Scene}
 * @param clock what of it is timed
 * @param isIdle whether it does nothing of what the others do, to show what that takes
 */
record Peer(String name, String script, Clock clock, boolean isIdle) {
  /** The name of the one that all others are compared with. */
  static final String MOVEFILE = "MoveFile";

  /** What is timed, and by whom. */
  enum Clock {
    /** The script, from the start of its process to its end. */
    PROCESS,
    /**
     * The script starts a program with a {@link io.github.movefile.benchmarks.warm.WorkLoop}, which
     * times itself. It runs through all rounds, and has done its work some times before the first.
     */
    WARM,
    /** As {@link #WARM}, but a new program each time, that does its work for the first time. */
    FRESH
  }

  /** One that works. */
  Peer(String name, String script, Clock clock) {
    this(name, script, clock, false);
  }

  /** One that works, and is timed as a process. */
  Peer(String name, String script) {
    this(name, script, Clock.PROCESS);
  }

  /** One that does nothing, timed as a process. */
  static Peer idle(String name, String script) {
    return new Peer(name, script, Clock.PROCESS, true);
  }

  static Peer movefile(String script) {
    return new Peer(MOVEFILE, script);
  }

  /** What its results are compared by. */
  FidelityCheck.Kind check(Workload workload) {
    return isIdle ? FidelityCheck.Kind.NONE : workload.check();
  }

  boolean isMoveFile() {
    return name.startsWith(MOVEFILE);
  }
}
