// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.percall;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link FileCalls} by JMH, in JVMs of their own. */
public final class PerCall {
  private static final int FORKS = 2;
  private static final int ITERATIONS = 5;

  private PerCall() {}

  /**
   * Measures all calls.
   *
   * @param ext4 a directory
   * @param tmpfs a directory
   * @param quick one short iteration of each, to see that it works
   * @return for each method of {@link FileCalls}, by its name, the average time of each iteration
   *     in ns
   * @throws RunnerException if one fails
   */
  public static Map<String, List<Double>> run(Path ext4, Path tmpfs, boolean quick)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(FileCalls.class.getName().replace(".", "\\.") + "\\.")
            .jvmArgs(
                "--enable-native-access=ALL-UNNAMED",
                "-D" + FileCalls.EXT4 + "=" + ext4,
                "-D" + FileCalls.TMPFS + "=" + tmpfs)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .forks(quick ? 1 : FORKS)
            .warmupIterations(quick ? 1 : ITERATIONS)
            .warmupTime(quick ? TimeValue.milliseconds(200) : TimeValue.seconds(1))
            .measurementIterations(quick ? 1 : ITERATIONS)
            .measurementTime(quick ? TimeValue.milliseconds(200) : TimeValue.seconds(1));
    Map<String, List<Double>> nanos = new LinkedHashMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String benchmark = result.getParams().getBenchmark();
      nanos.put(benchmark.substring(benchmark.lastIndexOf('.') + 1), iterations(result));
    }
    return nanos;
  }

  private static List<Double> iterations(RunResult result) {
    List<Double> nanos = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        nanos.add(iteration.getPrimaryResult().getScore());
      }
    }
    return nanos;
  }
}
