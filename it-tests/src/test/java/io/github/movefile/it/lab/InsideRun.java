// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.it.inside.InsideProperties;
import io.github.movefile.it.inside.transactions.Extent;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run of test classes inside a {@link Lab}, in a JVM of its own.
 *
 * @param pair where the tests have their files
 * @param user who runs them
 * @param java the Java runtime
 * @param classes which tests
 */
public record InsideRun(Pair pair, User user, JavaRuntime java, Selection classes)
    implements LabRun {
  private static final Duration TIME_LIMIT =
      Duration.ofMinutes(Boolean.getBoolean(Extent.FULL) ? 100 : 20);
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** Who runs the tests. */
  public enum User {
    /** With the capabilities of the container. */
    ROOT("root", "0"),
    /** Without any; what needs root is left out. */
    ORDINARY("uid 65534", "65534");

    private final String label;
    private final String id;

    User(String label, String id) {
      this.label = label;
      this.id = id;
    }

    /**
     * The name.
     *
     * @return for the labels of runs
     */
    String label() {
      return label;
    }
  }

  /**
   * What sets this run apart.
   *
   * @return "ext4→xfs as root, JRE 17, both ways"
   */
  @Override
  public String label() {
    return pair + " as " + user.label + ", " + java.label() + classes.remark();
  }

  @Override
  public List<CaseReport> in(Lab lab, String classPath) {
    return in(lab, lab, Map.of(), classPath);
  }

  /**
   * Runs the tests to the end of the last.
   *
   * @param lab where the files are
   * @param shell runs the JVM
   * @param properties of the JVM
   * @param classPath of the container
   * @return at least one case
   */
  List<CaseReport> in(Lab lab, Shell shell, Map<String, String> properties, String classPath) {
    String reports = "/tmp/reports-" + RUNS.incrementAndGet();
    List<String> words = new ArrayList<>();
    words.addAll(List.of("timeout", "-k", "10", Long.toString(TIME_LIMIT.toSeconds())));
    words.addAll(List.of(java.program(), "--enable-native-access=ALL-UNNAMED"));
    words.addAll(JavaProcess.SHORT_RUN);
    words.add("-Xmx512m");
    if (java.equals(JavaRuntime.OF_THE_IMAGE)) {
      // Tests start hundreds of programs. Later runtimes warn of it.
      words.add("-Djdk.lang.Process.launchMechanism=VFORK");
    }
    words.add("-D" + InsideProperties.SOURCE + "=" + pair.source());
    words.add("-D" + InsideProperties.TARGET + "=" + pair.target());
    properties.forEach((name, value) -> words.add("-D" + name + "=" + value));
    words.addAll(List.of("-cp", classPath, "org.junit.platform.console.ConsoleLauncher"));
    words.addAll(List.of("execute", "--include-engine=junit-jupiter", "--fail-if-no-tests"));
    words.addAll(List.of("--disable-banner", "--details=none", "--reports-dir=" + reports));
    words.addAll(classes.options());
    CommandResult result = shell.exec(user.id, environment(), words.toArray(String[]::new));
    // 1 tells that tests failed, which is in the report.
    if (result.exitCode() != 0 && result.exitCode() != 1) {
      throw new AssertionError(label() + ": " + result);
    }
    List<CaseReport> cases = CaseReport.parse(lab.read(reports + "/TEST-junit-jupiter.xml"));
    lab.exec("root", "rm", "-r", reports).requireSuccess();
    return cases.stream().filter(this::counts).toList();
  }

  /**
   * The image has all that a test may need, so that what is missing is a failure; not so for an
   * ordinary user, who is no root.
   */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(classes.environment());
    environment.put("MOVEFILE_REQUIRE_ALL", Boolean.toString(user == User.ROOT));
    return environment;
  }

  private boolean counts(CaseReport report) {
    return !(user == User.ORDINARY
        && report.outcome() == CaseReport.Outcome.SKIPPED
        && report.text().contains("This test needs root"));
  }
}
