// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

/**
 * Who is measured.
 *
 * @param name for tables; it begins with "MoveFile" if it is that, however used
 * @param script for bash. Its variables are in {@link Scene}
 * @param clock what of it is timed
 */
record Peer(String name, String script, Clock clock) {
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

  /** One that is timed as a process. */
  Peer(String name, String script) {
    this(name, script, Clock.PROCESS);
  }

  static Peer movefile(String script) {
    return new Peer(MOVEFILE, script);
  }

  boolean isMoveFile() {
    return name.startsWith(MOVEFILE);
  }
}
