// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.move.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The power of the device with the root fails while a durable merge works on it, or a recovery:
 * {@link Device} says how. Once it is back, a recovery leaves the root as it was, with the whole
 * image, or as it was to be; and as it was to be, once the merge has stored its commit.
 *
 * <p>The image is on the same device, or on another, whose power does not fail. For the latter, the
 * merge must not go on after the cut: it is stopped before, and in a call at most.
 */
class PowerCutsCheck {
  private static final Duration SHORT = Duration.ofSeconds(4);
  private static final Duration LONG = Duration.ofSeconds(7);

  /** So many moments of one merge, if its image has lost its power too. */
  private static final int MOMENTS = 6;

  @TestFactory
  Stream<DynamicTest> cuts() {
    return Extent.types().map(type -> Sweep.test("power cut", type, PowerCutsCheck::cut));
  }

  private static void cut(String type, Extent extent, Figures figures) throws Exception {
    for (Setting setting : settings(type, extent)) {
      try (Bench bench = Bench.of(setting)) {
        List<Point> points = Tracing.pointsOf(bench.merging(), bench.place());
        assertThat(points).anyMatch(Point::isCommit).anyMatch(Point::stores);
        extent.forEach(cutting(points), LONG, index -> cutAt(bench, points, index, figures));
        cutRecoveries(bench, points, extent, figures);
        cutAtMoments(bench, extent, figures);
      }
    }
    if (Extent.isFull()) {
      Setting loose = new Setting(type, false, ExistingDirectories.UPDATE, Durability.NONE);
      try (Bench bench = Bench.of(loose)) {
        cutAtMoments(bench, extent, figures);
      }
    }
  }

  /** All, or one: of btrfs the one that stores each file by itself, and with it not all else. */
  private static List<Setting> settings(String type, Extent extent) {
    Setting together = new Setting(type, false, ExistingDirectories.UPDATE, Durability.BATCHED);
    Setting each = new Setting(type, false, ExistingDirectories.KEEP, Durability.FSYNC);
    Setting across = new Setting(type, true, ExistingDirectories.UPDATE, Durability.FSYNC);
    return type.equals("btrfs") && !Extent.isFull()
        ? List.of(each)
        : extent.someOf(List.of(together, each, across));
  }

  /** Those around which something is stored, or all. */
  private static List<Integer> cutting(List<Point> points) {
    return IntStream.range(0, points.size())
        .filter(
            i ->
                points.get(i).isReachable()
                    && (Extent.isFull()
                        || points.get(i).stores()
                        || points.get(i).isCommit()
                        || (i > 0 && points.get(i - 1).stores())))
        .boxed()
        .toList();
  }

  private static void cutAt(Bench bench, List<Point> points, int index, Figures figures)
      throws IOException {
    Point point = points.get(index);
    bench.reset();
    boolean wasKilled = Tracing.kill(bench.merging(), point);
    if (!wasKilled) {
      figures.missed(point);
    }
    Wish wish = wasKilled && !point.isCertain() ? Wish.EITHER : Wish.afterCut(points, index);
    Verdict verdict = afterCut(bench, bench.device().cut(), wasKilled ? wish : Wish.NEW);
    figures.add("at calls", bench.setting() + ", at " + point + " " + point.line(), verdict);
  }

  private static Verdict afterCut(Bench bench, Path copy, Wish wish) throws IOException {
    bench.device().mountCut(copy);
    return bench.recover(wish);
  }

  private static void cutRecoveries(Bench bench, List<Point> points, Extent extent, Figures figures)
      throws Exception {
    int commit = IntStream.range(0, points.size()).filter(i -> points.get(i).isCommit()).sum();
    int later =
        IntStream.range(commit + 2, points.size())
            .filter(i -> points.get(i).isReachable() && points.get(i).isCertain())
            .skip(extent.random().nextInt(10))
            .findFirst()
            .orElseThrow();
    for (int first : extent.someOf(List.of(commit, later))) {
      bench.reset();
      Tracing.kill(bench.merging(), points.get(first));
      List<Point> calls = Tracing.pointsOf(bench.recovering(), bench.place());
      extent.forEach(
          calls.stream().filter(Point::isReachable).toList(),
          SHORT,
          call -> {
            bench.reset();
            Tracing.kill(bench.merging(), points.get(first));
            if (!Tracing.kill(bench.recovering(), call)) {
              figures.missed(call);
            }
            Wish wish = first == commit ? Wish.OLD : Wish.NEW;
            String what = bench.setting() + ", at " + points.get(first) + " and again at " + call;
            Verdict verdict = afterCut(bench, bench.device().cut(), wish);
            figures.add("in recoveries", what + " " + call.line(), verdict);
          });
    }
  }

  private static void cutAtMoments(Bench bench, Extent extent, Figures figures) throws Exception {
    bench.reset();
    long whole = Running.measure(bench.merging());
    List<Integer> times = IntStream.range(0, Extent.choose(6, 20)).boxed().toList();
    extent.forEach(
        times, SHORT, time -> cutAtMoments(bench, moments(bench, whole, extent), figures));
  }

  private static long[] moments(Bench bench, long whole, Extent extent) {
    int count = bench.setting().isAcross() ? 1 : MOMENTS;
    // First it loads classes; and when it has ended, what was stored has to stay.
    long[] moments = extent.random().longs(count, whole / 4, whole + whole / 4).toArray();
    Arrays.sort(moments);
    return moments;
  }

  private static void cutAtMoments(Bench bench, long[] moments, Figures figures)
      throws IOException {
    bench.reset();
    List<Path> copies = new ArrayList<>();
    List<Wish> wishes = new ArrayList<>();
    try (Running merge = Running.start(bench.merging())) {
      long begin = System.nanoTime();
      merge.go();
      for (long moment : moments) {
        Running.pause(begin + moment - System.nanoTime());
        if (bench.setting().isAcross()) {
          merge.stop();
        }
        wishes.add(merge.isDone() ? Wish.NEW : Wish.EITHER);
        copies.add(bench.device().cut());
      }
    }
    for (int i = 0; i < copies.size(); i++) {
      Verdict verdict = afterCut(bench, copies.get(i), wishes.get(i));
      if (bench.setting().durability() == Durability.NONE) {
        figures.count("nothing stored", verdict.outcome());
      } else {
        figures.add("at moments", bench.setting() + ", after " + moments[i] + " ns", verdict);
      }
    }
  }
}
