// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs tests inside a {@link Lab} and makes each of their cases a test of this JVM, in a container
 * named by the label of the run.
 */
public final class InsideTests implements AutoCloseable {
  private final Lab lab;
  private final String classPath;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(Math.min(4, Runtime.getRuntime().availableProcessors()));

  private InsideTests(Lab lab, String classPath) {
    this.lab = lab;
    this.classPath = classPath;
  }

  /**
   * Starts a laboratory without a seccomp profile, and copies the tests into it. Where there is no
   * engine, the test is skipped aloud, or fails.
   *
   * @return to be closed, which closes the laboratory too
   */
  public static InsideTests start() {
    return in(Lab.start());
  }

  /**
   * Copies the tests into a laboratory.
   *
   * @param lab where they will run
   * @return to be closed, which closes the laboratory too
   */
  public static InsideTests in(Lab lab) {
    try {
      return new InsideTests(lab, TestFiles.copyInto(lab));
    } catch (RuntimeException | Error e) {
      lab.close();
      throw e;
    }
  }

  /**
   * Where the tests run.
   *
   * @return open as long as this is
   */
  public Lab lab() {
    return lab;
  }

  /**
   * Starts runs, as many at a time as there are processors.
   *
   * @param runs in the order in which they start
   * @return a container for each, whose tests are there when the run has ended
   */
  public Stream<DynamicNode> of(List<? extends LabRun> runs) {
    List<DynamicNode> nodes = new ArrayList<>();
    for (LabRun run : runs) {
      CompletableFuture<List<CaseReport>> cases =
          CompletableFuture.supplyAsync(() -> run.in(lab, classPath), workers);
      // What the stream reads is read when its turn has come.
      nodes.add(
          DynamicContainer.dynamicContainer(
              run.label(), Stream.of(cases).flatMap(future -> tests(run, future))));
    }
    return nodes.stream();
  }

  private static Stream<DynamicTest> tests(LabRun run, CompletableFuture<List<CaseReport>> cases) {
    DynamicTest whole =
        DynamicTest.dynamicTest(
            "the run came to its end", () -> assertThat(cases.join()).isNotEmpty());
    Stream<DynamicTest> each =
        cases
            .handle((reports, failure) -> failure == null ? reports : List.<CaseReport>of())
            .join()
            .stream()
            .map(report -> test(run, report));
    return Stream.concat(Stream.of(whole), each);
  }

  private static DynamicTest test(LabRun run, CaseReport report) {
    // Failsafe's console names neither the run nor the case, but quotes the first line.
    String what = run.label() + ": " + report.name() + ": " + report.text();
    return DynamicTest.dynamicTest(
        report.name(),
        () -> {
          switch (report.outcome()) {
            case PASSED -> {}
            case FAILED -> throw new AssertionError(what);
            case SKIPPED -> Requirements.need(false, "what was missing: " + what);
          }
        });
  }

  /** Ends the runs that have not started yet, waits for the others, and closes the laboratory. */
  @Override
  public void close() {
    workers.shutdownNow();
    try (lab) {
      while (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        // Each run has a time limit.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
