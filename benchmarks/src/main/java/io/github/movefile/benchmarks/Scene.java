// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a workload takes place. Scripts see it as variables: MASTER, the tree that is never
 * touched; IMAGE and ROOT; and the programs MOVEFILE, LIMIT, JAVA, JAVA17 and JAVA25 (with the
 * options for short runs that the command movefile takes), PLAIN_JAVA (with the JVM's defaults) and
 * PEERS (a class path).
 */
final class Scene {
  private final Map<String, Path> fileSystems;
  private final Path master;
  private final Map<String, String> programs;

  /**
   * Sets it.
   *
   * @param fileSystems an empty directory in each, by type
   * @param master a tree
   * @param programs by the names of their variables
   */
  Scene(Map<String, Path> fileSystems, Path master, Map<String, String> programs) {
    this.fileSystems = Map.copyOf(fileSystems);
    this.master = master;
    this.programs = Map.copyOf(programs);
  }

  boolean hasProgram(String variable) {
    return programs.containsKey(variable);
  }

  Path master() {
    return master;
  }

  Path image(Workload workload) {
    return place(workload.from()).resolve("image");
  }

  Path root(Workload workload) {
    return place(workload.to()).resolve("root");
  }

  private Path place(String fileSystem) {
    Path place = fileSystems.get(fileSystem);
    if (place == null) {
      throw new IllegalArgumentException("no file system " + fileSystem);
    }
    return place;
  }

  /** Runs a script to its end, with its messages in a file. */
  int run(Workload workload, String script, Path log) throws IOException, InterruptedException {
    return builder(workload, script)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
  }

  /** Starts a script, to be talked to through pipes; its messages go to a file. */
  Process start(Workload workload, String script, Path log) throws IOException {
    return builder(workload, script).redirectError(log.toFile()).start();
  }

  private ProcessBuilder builder(Workload workload, String script) {
    ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", script));
    Map<String, String> environment = builder.environment();
    environment.putAll(programs);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("MASTER", master.toString());
    environment.put("IMAGE", image(workload).toString());
    environment.put("ROOT", root(workload).toString());
    return builder.directory(Files.isDirectory(master) ? master.toFile() : null);
  }
}
