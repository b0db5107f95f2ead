// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.it.inside.table.Trip.Mover;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is kept of each sample, by target. */
final class KeptTables {
  private static final String NOT_THERE = "–";

  private final List<Arrival> arrivals;

  KeptTables(List<Arrival> arrivals) {
    this.arrivals = arrivals;
  }

  /** A row a sample, as root. */
  List<String> asRoot(List<Sample> samples, List<String> columns) {
    MarkdownTable table = table(columns);
    for (Sample sample : samples) {
      table.row(row(sample, Mover.ROOT, columns));
    }
    return table.lines();
  }

  /** The rows that are different for an ordinary user. */
  List<String> asOrdinaryUser(List<Sample> samples, List<String> columns) {
    MarkdownTable table = table(columns);
    for (Sample sample : samples) {
      List<String> row = row(sample, Mover.ORDINARY, columns);
      if (!row.equals(row(sample, Mover.ROOT, columns))) {
        table.row(row);
      }
    }
    return table.lines();
  }

  private static MarkdownTable table(List<String> columns) {
    List<String> heads = new ArrayList<>(List.of(""));
    heads.addAll(columns);
    return new MarkdownTable(heads);
  }

  private List<String> row(Sample sample, Mover user, List<String> columns) {
    List<Arrival> all = of(sample, user);
    List<String> cells = new ArrayList<>();
    cells.add(label(sample, all));
    for (String column : columns) {
      cells.add(cell(all.stream().filter(a -> Routes.column(a.trip()).equals(column)).toList()));
    }
    return cells;
  }

  private List<Arrival> of(Sample sample, Mover user) {
    return arrivals.stream()
        .filter(arrival -> arrival.sample().equals(sample) && arrival.trip().user() == user)
        .toList();
  }

  /** With the file systems that can have such a file, unless all can. */
  private static String label(Sample sample, List<Arrival> all) {
    Set<String> sources = new LinkedHashSet<>();
    all.forEach(arrival -> sources.add(arrival.trip().from()));
    boolean isOfAll = sources.size() == Routes.ALL.size();
    return sample.label() + (isOfAll ? "" : " (of " + String.join(", ", sources) + ")");
  }

  private static String cell(List<Arrival> column) {
    Map<String, List<Trip>> groups = new LinkedHashMap<>();
    for (Arrival arrival : column) {
      groups.computeIfAbsent(Cell.of(arrival), any -> new ArrayList<>()).add(arrival.trip());
    }
    if (groups.size() < 2) {
      return groups.isEmpty() ? NOT_THERE : groups.keySet().iterator().next();
    }
    List<String> parts = new ArrayList<>();
    groups.forEach((text, trips) -> parts.add(text + " from " + Routes.sources(trips)));
    return String.join("; ", parts);
  }

  /**
   * A row a loss: what, where, what is told, and why. Those of times are told by their own table.
   */
  List<String> losses() {
    MarkdownTable table =
        new MarkdownTable(List.of("what", "who moves", "to", "what is told", "why"));
    for (Sample sample : Samples.all()) {
      if (!Samples.TIMES.contains(sample)) {
        losses(sample).forEach(table::row);
      }
    }
    return table.lines();
  }

  private List<List<String>> losses(Sample sample) {
    Map<List<String>, List<String>> usersByLoss = new LinkedHashMap<>();
    for (Mover user : Mover.values()) {
      List<Arrival> all = of(sample, user);
      Map<String, List<Trip>> groups = new LinkedHashMap<>();
      for (Arrival arrival : all) {
        if (!Cell.of(arrival).equals(Cell.KEPT)) {
          groups.computeIfAbsent(Cell.told(arrival), any -> new ArrayList<>()).add(arrival.trip());
        }
      }
      List<Trip> trips = all.stream().map(Arrival::trip).toList();
      groups.forEach(
          (told, some) ->
              usersByLoss
                  .computeIfAbsent(
                      List.of(Routes.targets(some, trips), told), any -> new ArrayList<>())
                  .add(user.label));
    }
    List<List<String>> rows = new ArrayList<>();
    usersByLoss.forEach(
        (loss, users) -> {
          String who = users.size() == Mover.values().length ? "anybody" : users.get(0);
          rows.add(List.of(sample.label(), who, loss.get(0), loss.get(1), sample.why()));
        });
    return rows;
  }
}
