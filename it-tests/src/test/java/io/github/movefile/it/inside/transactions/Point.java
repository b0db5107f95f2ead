// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import java.util.List;

/**
 * A system call at which a process is killed: it isn't carried out.
 *
 * @param call its name
 * @param nth the how-manieth of its name it is, of its thread, from 1
 * @param line its arguments and its result, as strace(1) shows them
 * @param isReachable whether no other thread is at this number of such calls before
 */
record Point(String call, int nth, String line, boolean isReachable) {
  /** Options for strace(1). */
  List<String> options() {
    return List.of("-e", "trace=" + call, "-e", "inject=" + call + ":signal=SIGKILL:when=" + nth);
  }

  boolean isCommit() {
    return call.startsWith("renameat") && line.contains("\"commit.new\"");
  }

  boolean stores() {
    return call.equals("fsync") || call.equals("syncfs");
  }

  /** Whether no other thread of the JVM makes such a call, and its number is certain. */
  boolean isCertain() {
    return !call.equals("openat") && !call.equals("pwrite64") && !call.equals("ioctl");
  }

  @Override
  public String toString() {
    return call + "#" + nth;
  }
}
