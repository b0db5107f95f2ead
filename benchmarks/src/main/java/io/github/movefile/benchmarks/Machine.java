// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was measured on, a line each, for the report. */
final class Machine {
  private static final String[][] VERSIONS = {
    {"cp --version", "coreutils"},
    {"rsync --version", "rsync"},
    {"tar --version", "tar"},
    {"gcc --version", "C compiler"},
    {"mkfs.ext4 -V", "e2fsprogs"},
    {"mkfs.xfs -V", "xfsprogs"},
    {"mkfs.btrfs --version", "btrfs-progs"},
  };

  private Machine() {}

  /**
   * Tells.
   *
   * @param programs by their variables, as a {@link Scene} has them
   */
  static List<String> facts(Map<String, String> programs) throws IOException {
    List<String> facts = new ArrayList<>();
    facts.add("processors: " + Runtime.getRuntime().availableProcessors() + " × " + cpu());
    facts.add("memory: " + first("MemTotal", Path.of("/proc/meminfo")));
    facts.add("kernel: " + output("uname -srm"));
    facts.add("load before: " + Files.readString(Path.of("/proc/loadavg")).trim());
    facts.add("Java: " + System.getProperty("java.vendor") + " " + Runtime.version());
    for (String name : new String[] {"JAVA17", "JAVA25"}) {
      String program = programs.get(name);
      facts.add(name + ": " + (program == null ? "not found" : output(program + " --version")));
    }
    for (String[] version : VERSIONS) {
      facts.add(version[1] + ": " + output(version[0]));
    }
    return facts;
  }

  private static String cpu() throws IOException {
    return first("model name", Path.of("/proc/cpuinfo"));
  }

  private static String first(String key, Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(key)) {
        return line.substring(line.indexOf(':') + 1).trim();
      }
    }
    return "unknown";
  }

  /** The first line that a program says, or that it isn't there. */
  private static String output(String command) {
    try {
      Process process =
          new ProcessBuilder("bash", "-c", command + " 2>&1 | head -n 1")
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      String line = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
      return line.isEmpty() || line.contains("not found") ? "not found" : line;
    } catch (IOException e) {
      return "not found";
    }
  }
}
