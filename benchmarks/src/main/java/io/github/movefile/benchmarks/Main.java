// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What benchmarks/run calls: {@code measure} and {@code per-call} take samples, {@code render}
 * writes the report of them, {@code list} names the workloads.
 */
final class Main {
  private Main() {}

  /**
   * Runs a command.
   *
   * @param args {@code list}, {@code render SAMPLES REPORT}, {@code per-call WORK SAMPLES
   *     (quick|full)}, or {@code measure WORK SAMPLES ROUNDS FILES (all|short) [WORKLOAD]...},
   *     where WORK has a directory for each file system, and {@code all} adds those that take long
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "list" -> workloads().forEach(workload -> System.out.println(workload.name()));
      case "measure" -> measure(words.subList(1, words.size()));
      case "per-call" -> perCall(Path.of(args[1]), Path.of(args[2]), args[3].equals("quick"));
      case "render" -> render(Path.of(args[1]), Path.of(args[2]));
      default -> throw new IllegalArgumentException("list, measure, per-call or render");
    }
  }

  private static List<Workload> workloads() {
    List<Workload> all = new ArrayList<>(TreeWorkloads.all());
    all.addAll(FileWorkloads.all());
    all.addAll(InProcessWorkloads.all());
    all.addAll(ScalingWorkloads.all());
    return all;
  }

  private static void measure(List<String> words) throws IOException, InterruptedException {
    Path work = Path.of(words.get(0));
    Path samples = Path.of(words.get(1));
    int rounds = Integer.parseInt(words.get(2));
    int files = Integer.parseInt(words.get(3));
    boolean all = words.get(4).equals("all");
    List<String> wanted = words.subList(5, words.size());

    Files.write(machineFile(samples), Machine.facts(programs()));
    Masters masters = new Masters(work.resolve("master"), TreeShape.ofFiles(files));
    Map<String, Path> fileSystems = fileSystems(work);
    for (Workload workload : workloads()) {
      if (workload.isWanted(wanted, all) && workload.fits(fileSystems.keySet())) {
        Masters.Master master = masters.of(workload);
        Scene scene = new Scene(fileSystems, master.tree(), programs());
        new Measurement(scene, master.check(), new SampleFile(samples), System.out)
            .run(workload, rounds);
      }
    }
  }

  private static void perCall(Path work, Path samples, boolean quick)
      throws IOException, RunnerException {
    Files.write(machineFile(samples), Machine.facts(programs()));
    PerCallSamples.measure(fileSystems(work), quick, new SampleFile(samples), System.out);
  }

  private static Map<String, Path> fileSystems(Path work) {
    Map<String, Path> found = new HashMap<>();
    for (String type : List.of("ext4", "btrfs", "xfs", "tmpfs")) {
      Path place = work.resolve(type);
      if (Files.isDirectory(place)) {
        found.put(type, place);
      }
    }
    return found;
  }

  private static Map<String, String> programs() {
    Map<String, String> programs = new HashMap<>();
    for (String name :
        List.of("MOVEFILE", "LIMIT", "JAVA", "JAVA17", "JAVA25", "PLAIN_JAVA", "PEERS")) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        programs.put(name, value);
      }
    }
    return programs;
  }

  private static Path machineFile(Path samples) {
    return samples.resolveSibling(samples.getFileName() + ".machine");
  }

  private static void render(Path samples, Path report) throws IOException {
    Map<String, String> about = new HashMap<>();
    Map<String, List<String>> peers = new HashMap<>();
    for (Workload workload : workloads()) {
      about.put(workload.name(), workload.about());
      peers.put(workload.name(), workload.peers().stream().map(Peer::name).toList());
    }
    // The rounds have them in orders of their own.
    List<Comparison> comparisons =
        Comparison.of(new SampleFile(samples).read()).stream()
            .map(each -> each.inOrderOf(peers.getOrDefault(each.workload(), List.of())))
            .toList();
    about.put(PerCallSamples.NAME, PerCallSamples.ABOUT);
    Path charts = report.resolveSibling("performance");
    Files.createDirectories(charts);
    for (Comparison comparison : comparisons) {
      BarChart.write(comparison, charts);
    }
    String text =
        new MarkdownReport(about)
            .render(comparisons, Files.readAllLines(machineFile(samples)), "performance");
    Files.writeString(report, text);
  }
}
