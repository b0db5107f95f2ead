// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a scenario once for every way in which one of its system calls can fail: each call it makes
 * × each use of that call × each errno × once or for good. A first run without a fault counts the
 * uses and is checked as well.
 *
 * <p>Each case has a name, such as {@code pwrite#3 EIO ONCE}. With the system property {@code
 * movefile.sweep.only} set to a name, only that case runs. A case whose fault never happened fails:
 * the scenario must make the same calls up to it each time, so it has to be of one thread and
 * seeded.
 *
 * <p>EINTR for good is left out: calls are restarted until they get through, by contract.
 */
public final class FaultSweep {
  /** The system property with the name of the only case to run. */
  public static final String ONLY = "movefile.sweep.only";

  private final Callable<? extends Scenario> scenarios;
  private List<Errno> errnos = List.of(Errno.EIO, Errno.ENOSPC, Errno.EINTR);
  private Set<String> without = Set.of();
  private @Nullable Set<String> only;
  private int share = 1;

  private FaultSweep(Callable<? extends Scenario> scenarios) {
    this.scenarios = scenarios;
  }

  /** One run: made afresh, with files of its own; run, checked, closed. */
  public interface Scenario extends AutoCloseable {
    /**
     * Does what is tested. What it throws is handed to {@link #check}.
     *
     * @param syscalls calls of which one may fail; restart them where production code would
     * @throws Exception as the code under test does
     */
    void run(Syscalls syscalls) throws Exception;

    /**
     * Checks the state that the run left.
     *
     * @param outcome what happened
     * @throws Exception to fail the case
     */
    void check(Outcome outcome) throws Exception;

    /**
     * Removes the files.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
  }

  /**
   * What happened in a run.
   *
   * @param fault what was armed; null in the first run
   * @param failure what the scenario threw, or null
   * @param counts uses of each call
   */
  public record Outcome(
      @Nullable Fault fault, @Nullable Throwable failure, Map<String, Integer> counts) {
    /**
     * Whether the scenario ended without an exception.
     *
     * @return true if it did
     */
    public boolean succeeded() {
      return failure == null;
    }
  }

  /**
   * A sweep over all calls with EIO, ENOSPC and EINTR.
   *
   * @param scenarios makes a new scenario for each case
   * @return the sweep, to be narrowed and run
   */
  public static FaultSweep over(Callable<? extends Scenario> scenarios) {
    return new FaultSweep(scenarios);
  }

  /**
   * Chooses the errnos.
   *
   * @param chosen at least one
   * @return this
   */
  public FaultSweep errnos(Errno... chosen) {
    errnos = List.of(chosen);
    return this;
  }

  /**
   * Faults these calls only.
   *
   * @param names of calls
   * @return this
   */
  public FaultSweep calls(String... names) {
    only = known(names);
    return this;
  }

  /**
   * Faults all but these calls.
   *
   * @param names of calls
   * @return this
   */
  public FaultSweep without(String... names) {
    without = known(names);
    return this;
  }

  /**
   * Runs a share of the cases only, unless the system property {@code movefile.full} is true.
   *
   * @param n one in so many, from the first on
   * @return this
   */
  public FaultSweep oneIn(int n) {
    share = Boolean.getBoolean("movefile.full") ? 1 : n;
    return this;
  }

  /**
   * Runs the scenario without a fault, and lists what can fail in it.
   *
   * @return the faults in the order of call names, uses, errnos, spans
   * @throws Exception if the scenario fails without a fault
   */
  public List<Fault> faults() throws Exception {
    Map<String, Integer> counts = runCase(null);
    List<Fault> faults = new ArrayList<>();
    counts.forEach(
        (call, count) -> {
          if (!without.contains(call) && (only == null || only.contains(call))) {
            for (int nth = 1; nth <= count; nth++) {
              addFaults(faults, call, nth);
            }
          }
        });
    if (faults.isEmpty()) {
      throw new AssertionError("nothing to fault: the scenario uses " + counts);
    }
    return faults;
  }

  /**
   * The cases as tests of a {@code @TestFactory}.
   *
   * @return one test a fault
   * @throws Exception if the scenario fails without a fault
   */
  public Stream<DynamicTest> tests() throws Exception {
    return chosen().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> runCase(fault)));
  }

  /**
   * Runs all cases, to the end even when some fail.
   *
   * @return how many there were
   * @throws Exception if the scenario fails without a fault
   * @throws AssertionError naming the cases that failed; the first failures are suppressed in it
   */
  public int runAll() throws Exception {
    List<Fault> faults = chosen();
    List<String> failed = new ArrayList<>();
    AssertionError error = new AssertionError("to be replaced");
    for (Fault fault : faults) {
      try {
        runCase(fault);
      } catch (Exception | AssertionError e) {
        failed.add(fault.toString());
        if (failed.size() <= 10) {
          error.addSuppressed(new AssertionError(fault.toString(), e));
        }
      }
    }
    if (!failed.isEmpty()) {
      AssertionError report =
          new AssertionError(
              failed.size()
                  + " of "
                  + faults.size()
                  + " cases failed (-D"
                  + ONLY
                  + "=… runs one): "
                  + String.join(", ", failed));
      for (Throwable cause : error.getSuppressed()) {
        report.addSuppressed(cause);
      }
      throw report;
    }
    return faults.size();
  }

  private List<Fault> chosen() throws Exception {
    String name = System.getProperty(ONLY);
    List<Fault> all = faults();
    if (name != null) {
      return all.stream().filter(f -> f.toString().equals(name)).toList();
    }
    return IntStream.range(0, all.size()).filter(i -> i % share == 0).mapToObj(all::get).toList();
  }

  private void addFaults(List<Fault> faults, String call, int nth) {
    for (Errno errno : errnos) {
      for (Span span : Span.values()) {
        if (errno != Errno.EINTR || span == Span.ONCE) {
          faults.add(new Fault(call, nth, errno, span));
        }
      }
    }
  }

  private Map<String, Integer> runCase(@Nullable Fault fault) throws Exception {
    try (Scenario scenario = scenarios.call()) {
      FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
      if (fault != null) {
        faulty.arm(fault);
      }
      Throwable failure = null;
      try {
        scenario.run(faulty.syscalls());
      } catch (Exception e) {
        failure = e;
      }
      Map<String, Integer> counts = faulty.counts();
      if (fault != null && faulty.fired() == 0) {
        throw new AssertionError("the fault never happened; calls were " + counts, failure);
      }
      scenario.check(new Outcome(fault, failure, counts));
      return counts;
    }
  }

  private static Set<String> known(String... names) {
    Set<String> known = new TreeSet<>();
    for (String name : names) {
      known.add(Interception.requireKnown(name));
    }
    return known;
  }
}
