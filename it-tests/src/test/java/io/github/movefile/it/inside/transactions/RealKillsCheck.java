// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.move.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The process that merges is killed at a system call, or at any moment, and so is one that
 * recovers; then a recovery leaves the root as it was, with the whole image, or as it was to be.
 */
class RealKillsCheck {
  private static final Duration SHORT = Duration.ofSeconds(4);
  private static final Duration LONG = Duration.ofSeconds(7);

  @TestFactory
  Stream<DynamicTest> kills() {
    return Extent.types().map(type -> Sweep.test("killed", type, RealKillsCheck::kill));
  }

  private static void kill(String type, Extent extent, Figures figures) throws Exception {
    for (Setting setting : Extent.isFull() ? all(type) : extent.someOf(differentOnes(type))) {
      try (Bench bench = Bench.of(setting)) {
        List<Point> points = Tracing.pointsOf(bench.merging(), bench.place());
        assertThat(points).hasSizeGreaterThan(50).anyMatch(Point::isCommit);
        List<Integer> indices = reachable(points).boxed().toList();
        extent.forEach(indices, LONG, index -> kill(bench, points, index, figures));
        killRecoveries(bench, points, extent, figures);
        killAtMoments(bench, extent, figures);
      }
    }
  }

  private static List<Setting> differentOnes(String type) {
    return List.of(
        new Setting(type, false, ExistingDirectories.UPDATE, Durability.BATCHED),
        new Setting(type, true, ExistingDirectories.KEEP, Durability.NONE));
  }

  private static List<Setting> all(String type) {
    List<Setting> all = new ArrayList<>();
    for (Durability durability : Durability.values()) {
      for (ExistingDirectories directories : ExistingDirectories.values()) {
        all.add(new Setting(type, false, directories, durability));
        all.add(new Setting(type, true, directories, durability));
      }
    }
    return all;
  }

  private static IntStream reachable(List<Point> points) {
    return IntStream.range(0, points.size()).filter(i -> points.get(i).isReachable());
  }

  private static void kill(Bench bench, List<Point> points, int index, Figures figures)
      throws IOException {
    Point point = points.get(index);
    bench.reset();
    boolean wasKilled = Tracing.kill(bench.merging(), point);
    if (!wasKilled) {
      figures.missed(point);
    }
    Wish wish = wish(points, index, wasKilled);
    Verdict verdict = bench.recover(wish);
    figures.add("merges", bench.setting() + ", at " + point + " " + point.line(), verdict);
  }

  private static Wish wish(List<Point> points, int index, boolean wasKilled) {
    if (!wasKilled) {
      return Wish.NEW;
    }
    return points.get(index).isCertain() ? Wish.afterKill(points, index) : Wish.EITHER;
  }

  /** Of a merge that was killed before it was committed, and of one that was killed later. */
  private static void killRecoveries(
      Bench bench, List<Point> points, Extent extent, Figures figures) throws Exception {
    for (int first : someOf(points, extent)) {
      bench.reset();
      Tracing.kill(bench.merging(), points.get(first));
      List<Point> calls = Tracing.pointsOf(bench.recovering(), bench.place());
      extent.forEach(
          calls.stream().filter(Point::isReachable).toList(),
          SHORT,
          call -> {
            bench.reset();
            Wish wish = wish(points, first, Tracing.kill(bench.merging(), points.get(first)));
            if (!Tracing.kill(bench.recovering(), call)) {
              figures.missed(call);
            }
            String what = bench.setting() + ", at " + points.get(first) + " and again at " + call;
            figures.add("recoveries", what + " " + call.line(), bench.recover(wish));
          });
    }
  }

  private static List<Integer> someOf(List<Point> points, Extent extent) {
    int commit = IntStream.range(0, points.size()).filter(i -> points.get(i).isCommit()).sum();
    int before = commit / 2 + extent.random().nextInt(commit / 2);
    int after = commit + 1 + extent.random().nextInt((points.size() - commit) / 2);
    return extent.someOf(List.of(nextReachable(points, before), nextReachable(points, after)));
  }

  private static int nextReachable(List<Point> points, int index) {
    return reachable(points).filter(i -> i >= index).findFirst().orElseThrow();
  }

  private static void killAtMoments(Bench bench, Extent extent, Figures figures) throws Exception {
    bench.reset();
    long whole = Running.measure(bench.merging());
    List<Integer> times = IntStream.range(0, Extent.choose(8, 50)).boxed().toList();
    extent.forEach(
        times,
        SHORT,
        time -> {
          bench.reset();
          long after = extent.random().nextLong(whole / 4, whole + whole / 8);
          boolean isDone;
          try (Running merge = Running.start(bench.merging())) {
            merge.go();
            Running.pause(after);
            isDone = merge.isDone();
          }
          Verdict verdict = bench.recover(isDone ? Wish.NEW : Wish.EITHER);
          figures.add("moments", bench.setting() + ", after " + after + " ns", verdict);
        });
  }
}
