// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

/**
 * Who is measured.
 *
 * @param name for tables
 * @param script for bash, whole: it is what is timed. Its variables are in {@link Scene}
 */
record Peer(String name, String script) {
  /** The name of the one that all others are compared with. */
  static final String MOVEFILE = "MoveFile";

  static Peer movefile(String script) {
    return new Peer(MOVEFILE, script);
  }

  boolean isMoveFile() {
    return name.equals(MOVEFILE);
  }
}
