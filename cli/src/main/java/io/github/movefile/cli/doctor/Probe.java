// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.syscalls.ErrnoException;

/**
 * One question to a file system.
 *
 * @param key for JSON
 * @param label for people
 * @param trial what is tried
 */
record Probe(String key, String label, Trial trial) {
  static final String YES = "yes";

  /** A trial in a scratch directory. */
  @FunctionalInterface
  interface Trial {
    /** Answers {@link Probe#YES}, or another text. */
    String run(ProbeDirectory directory) throws ErrnoException;
  }

  /** The answer, or {@code no} with the call that failed. */
  String ask(ProbeDirectory directory) {
    try {
      return trial.run(directory);
    } catch (ErrnoException e) {
      return "no (" + e.call() + ": " + e.errno() + ")";
    }
  }
}
