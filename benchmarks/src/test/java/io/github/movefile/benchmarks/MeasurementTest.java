// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import io.github.movefile.benchmarks.Peer.Clock;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which runs count, with shell scripts in the place of Java programs. */
class MeasurementTest {
  /** Answers each request by how many it has had, and writes down that it was started. */
  private static final String COUNTING = counting(1);

  private static String counting(long step) {
    return ("echo start >>\"${ROOT%%/*}/starts\"; n=0;"
            + " while read -r request; do n=$((n + %d)); echo \"{\\\"ns\\\":$n}\"; done")
        .formatted(step);
  }

  @AutoClose private final TempTree temp = TempTree.create();
  private final SampleFile samples = new SampleFile(temp.path("samples"));

  @Test
  void warmProgram_isStartedOnceAndItsFirstRunsDontCount() throws Exception {
    run(2, new Peer("counting", COUNTING, Clock.WARM));

    assertThat(samples.read())
        .extracting(Sample::seconds)
        .containsExactly(
            (Measurement.MOST_WARM_UPS + 1) / 1e9, (Measurement.MOST_WARM_UPS + 2) / 1e9);
    assertThat(temp.path("starts")).hasContent("start");
  }

  @Test
  void warmProgram_thatTakesLong_isWarmAfterTheFewestRuns() throws Exception {
    run(1, new Peer("slow", counting(100_000_000), Clock.WARM));

    assertThat(samples.read())
        .extracting(Sample::seconds)
        .containsExactly((Measurement.FEWEST_WARM_UPS + 1) / 10.0);
  }

  @Test
  void warmProgram_isWarmOnceItHasWorkedLongEnough() throws Exception {
    // 10, 20, … 140 ms: 1.05 s altogether
    run(1, new Peer("quick", counting(10_000_000), Clock.WARM));

    assertThat(samples.read()).extracting(Sample::seconds).containsExactly(0.15);
  }

  @Test
  void freshProgram_isStartedForEachRound() throws Exception {
    run(2, new Peer("counting", COUNTING, Clock.FRESH));

    assertThat(samples.read()).extracting(Sample::seconds).containsExactly(1e-9, 1e-9);
    assertThat(temp.path("starts")).hasContent("start\nstart");
  }

  @Test
  void failureOfAnother_isToldAsItsLoss() throws Exception {
    run(1, new Peer("failing", "read -r request; echo '{\"failure\":\"no\"}'", Clock.WARM));
    run(1, new Peer("exiting", "exit 3"));

    assertThat(samples.read())
        .extracting(Sample::losses)
        .containsExactly(List.of("failed: no"), List.of("failed with exit status 3"));
  }

  @Test
  void failureOfMoveFile_endsTheMeasurement() {
    Peer failing = new Peer("MoveFile, somehow", "read -r request; exit 1", Clock.FRESH);

    assertThatIOException()
        .isThrownBy(() -> run(1, failing))
        .withMessageContaining("the program has ended");
  }

  /** Half a setup would be half the work, and be called the peer's loss. */
  @Test
  void setupOfWhichAPartFails_endsTheMeasurement() {
    for (String setup :
        List.of("false && true", "true && false | true", "mkdir /proc/no && true")) {
      assertThatIOException()
          .isThrownBy(() -> run(1, new Peer("any", "true"), setup))
          .withMessageContaining("no setup for W");
    }
    assertThat(temp.path("samples")).doesNotExist();
  }

  @Test
  void order_isAnotherOneInEachRound_andTheSameInEachRun() {
    List<Peer> peers =
        Stream.of("a", "b", "c", "d", "e").map(name -> new Peer(name, "true")).toList();

    List<List<Peer>> orders =
        IntStream.rangeClosed(1, 5).mapToObj(n -> Measurement.inOrderOf(n, peers)).toList();

    assertThat(orders).doesNotHaveDuplicates();
    assertThat(orders).allSatisfy(order -> assertThat(order).hasSameElementsAs(peers));
    assertThat(Measurement.inOrderOf(3, peers)).isEqualTo(orders.get(2));
  }

  private void run(int rounds, Peer peer) throws IOException, InterruptedException {
    run(rounds, peer, "mkdir -p \"$IMAGE\" \"$ROOT\"");
  }

  private void run(int rounds, Peer peer, String setup) throws IOException, InterruptedException {
    Path place = temp.path();
    Scene scene = new Scene(Map.of("here", place), place.resolve("master"), Map.of());
    Workload workload = new Workload("W", "about", "here", "here", setup, Kind.NONE, List.of(peer));
    FidelityCheck check = new FidelityCheck(TreeFacts.of(Files.createDirectories(temp.path("m"))));
    PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    new Measurement(scene, check, samples, log).run(workload, rounds);
  }
}
