// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The workloads on small trees and large ones: W6. */
final class ScalingWorkloads {
  private static final String FAMILY = "W6";
  private static final int[] FILES = {20_000, 1_000_000};

  private ScalingWorkloads() {}

  static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    for (int files : FILES) {
      all.add(
          new Workload(
              name(files),
              "A tree of as many files of up to 1 KiB, in directories as W1 has them, in a heap of"
                  + " 512 MiB.",
              "tmpfs",
              "ext4",
              TreeWorkloads.FRESH,
              Kind.TREE,
              List.of(Peer.movefile("MOVEFILE_JAVA_OPTS=-Xmx512m " + TreeWorkloads.MERGE)),
              Optional.of(TreeShape.ofSmallFiles(files))));
    }
    return all;
  }

  private static String name(int files) {
    return String.format(Locale.ROOT, "%s tmpfs→ext4 %,d", FAMILY, files);
  }

  /**
   * What the size of the tree does to the time of a file.
   *
   * @param comparisons all
   * @param workload the name of the one that it is said of
   * @return a sentence with the times of a file; nothing of other workloads
   */
  static Optional<String> perFile(List<Comparison> comparisons, String workload) {
    Optional<Double> few = micros(comparisons, FILES[0]);
    for (int files : FILES) {
      Optional<Double> micros = micros(comparisons, files);
      if (workload.equals(name(files)) && micros.isPresent()) {
        String text = String.format(Locale.ROOT, "%.1f µs a file", micros.get());
        boolean hasRatio = files != FILES[0] && few.isPresent();
        return Optional.of(
            hasRatio
                ? String.format(
                    Locale.ROOT,
                    "%s: %.2f times as long as with %,d files.",
                    text,
                    micros.get() / few.get(),
                    FILES[0])
                : text + ".");
      }
    }
    return Optional.empty();
  }

  private static Optional<Double> micros(List<Comparison> comparisons, int files) {
    return comparisons.stream()
        .filter(comparison -> comparison.workload().equals(name(files)))
        .flatMap(comparison -> comparison.reference().times().stream())
        .map(times -> times.median() * 1e6 / files)
        .findFirst();
  }
}
