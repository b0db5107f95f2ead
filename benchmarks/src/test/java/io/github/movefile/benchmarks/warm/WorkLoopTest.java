// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both sides of the protocol, over streams in memory. */
class WorkLoopTest {
  private final StringWriter written = new StringWriter();

  @Test
  void eachRequest_isAnsweredByOneLine() throws Exception {
    Work work = () -> new Timing(42, Map.of("µs a file", 1.5));

    assertThat(answersOf(work, "run\nrun\n"))
        .isEqualTo(
            """
            {"ns":42,"figures":{"µs a file":1.5}}
            {"ns":42,"figures":{"µs a file":1.5}}
            """);
  }

  @Test
  void otherLine_isAFailure_andTheLoopGoesOn() throws Exception {
    assertThat(answersOf(() -> Timing.of(1), "walk\nrun\n"))
        .isEqualTo(
            """
            {"failure":"not a request: walk"}
            {"ns":1,"figures":{}}
            """);
  }

  @Test
  void timing_comesBack() throws Exception {
    Timing timing = new Timing(5_000_000_000L, Map.of("p99, µs", 3.25));

    assertThat(heard(answersOf(() -> timing, "run\n"))).isEqualTo(timing);
    assertThat(written).hasToString("run\n");
  }

  @Test
  void failure_isThrownWithItsReason() throws Exception {
    Work work =
        () -> {
          throw new IllegalStateException("no \"room\"");
        };
    String answers = answersOf(work, "run\n");

    assertThatIOException().isThrownBy(() -> heard(answers)).withMessageContaining("no \"room\"");
  }

  @Test
  void programThatHasEnded_isAFailure() {
    assertThatIOException().isThrownBy(() -> heard("")).withMessage("the program has ended");
  }

  @Test
  void wordsBetweenAnswers_areAFailure() {
    assertThatIOException().isThrownBy(() -> heard("hello\n")).withMessageContaining("hello");
  }

  private static String answersOf(Work work, String requests) throws IOException {
    StringWriter answers = new StringWriter();
    WorkLoop.serve(work, new BufferedReader(new StringReader(requests)), answers);
    return answers.toString();
  }

  private Timing heard(String answers) throws IOException {
    return new Requests(written, new BufferedReader(new StringReader(answers))).run();
  }
}
