// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a laboratory belongs to, in the form of a container label.
 *
 * @param machine a boot of a machine, and a pid namespace in it
 * @param pid of the process
 * @param started when it did, in ms since 1970: pids are used again
 */
record LabOwner(String machine, long pid, long started) {
  static LabOwner thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new LabOwner(thisMachine(), self.pid(), startOf(self));
  }

  /**
   * Reads a label.
   *
   * @return empty for a label of another form
   */
  static Optional<LabOwner> parse(String label) {
    String[] parts = label.split(" ", -1);
    try {
      return parts.length == 3
          ? Optional.of(new LabOwner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String label() {
    return machine + " " + pid + " " + started;
  }

  /** Whether it is known to have ended; of a process on another machine nothing is known. */
  boolean isGone() {
    return machine.equals(thisMachine())
        && ProcessHandle.of(pid).filter(process -> startOf(process) == started).isEmpty();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String thisMachine() {
    Path boot = Path.of("/proc/sys/kernel/random/boot_id");
    Path namespace = Path.of("/proc/self/ns/pid");
    try {
      return Files.exists(boot) && Files.exists(namespace)
          ? Files.readString(boot).strip() + "/" + Files.readSymbolicLink(namespace)
          : "not-linux";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
