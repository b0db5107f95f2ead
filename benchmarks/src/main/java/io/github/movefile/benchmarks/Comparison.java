// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All samples of one workload, peer by peer.
 *
 * @param workload its name
 * @param rows in the order in which the peers came
 */
record Comparison(String workload, List<Row> rows) {
  /**
   * One peer.
   *
   * @param peer its name
   * @param times over all rounds that did not break off; nothing if all did
   * @param figures the medians of what else was measured, by name
   * @param losses what any of its results lacked
   * @param days when; empty texts for what was not written down
   */
  record Row(
      String peer,
      Optional<SampleStatistics> times,
      Map<String, Double> figures,
      List<String> losses,
      List<String> days) {}

  Comparison {
    rows = List.copyOf(rows);
  }

  /** Groups samples by workload, then by peer. */
  static List<Comparison> of(List<Sample> samples) {
    Map<String, Map<String, List<Sample>>> groups = new LinkedHashMap<>();
    for (Sample sample : samples) {
      groups
          .computeIfAbsent(sample.workload(), name -> new LinkedHashMap<>())
          .computeIfAbsent(sample.peer(), name -> new ArrayList<>())
          .add(sample);
    }
    List<Comparison> all = new ArrayList<>();
    groups.forEach((workload, peers) -> all.add(new Comparison(workload, rows(peers))));
    return all;
  }

  /**
   * The same in another order.
   *
   * @param peers names, the first one first; whoever is not among them comes last
   */
  Comparison inOrderOf(List<String> peers) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparingInt(
            row -> peers.contains(row.peer()) ? peers.indexOf(row.peer()) : peers.size()));
    return new Comparison(workload, sorted);
  }

  private static List<Row> rows(Map<String, List<Sample>> peers) {
    List<Row> rows = new ArrayList<>();
    peers.forEach(
        (peer, samples) -> {
          TreeSet<String> losses = new TreeSet<>();
          samples.forEach(sample -> losses.addAll(sample.losses()));
          TreeSet<String> days = new TreeSet<>();
          samples.forEach(sample -> days.add(sample.day()));
          List<Double> seconds =
              samples.stream().filter(sample -> !sample.hasFailed()).map(Sample::seconds).toList();
          Optional<SampleStatistics> times =
              seconds.isEmpty() ? Optional.empty() : Optional.of(SampleStatistics.of(seconds));
          rows.add(new Row(peer, times, figures(samples), List.copyOf(losses), List.copyOf(days)));
        });
    return rows;
  }

  private static Map<String, Double> figures(List<Sample> samples) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Sample sample : samples) {
      sample
          .figures()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    values.forEach((name, all) -> medians.put(name, SampleStatistics.of(all).median()));
    return medians;
  }

  /** The names of all further figures, in the order in which they came. */
  List<String> figureNames() {
    return rows.stream().flatMap(row -> row.figures().keySet().stream()).distinct().toList();
  }

  /** When it was measured. */
  List<String> days() {
    return rows.stream()
        .flatMap(row -> row.days().stream())
        .distinct()
        .sorted()
        .map(day -> day.isEmpty() ? "days that were not written down" : day)
        .toList();
  }

  /** MoveFile's row, which the others are compared with. */
  Row reference() {
    return rows.stream()
        .filter(row -> row.peer().equals(Peer.MOVEFILE))
        .findFirst()
        .orElse(rows.get(0));
  }
}
