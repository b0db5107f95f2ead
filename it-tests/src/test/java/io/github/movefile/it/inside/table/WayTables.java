// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.it.inside.table.Trip.Mover;
import io.github.movefile.it.inside.table.Trip.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which calls bring the contents of a file from each file system to each. */
final class WayTables {
  private final List<Arrival> arrivals;

  /** Of the arrivals of regular files of several sizes. */
  WayTables(List<Arrival> all) {
    arrivals = all.stream().filter(a -> Samples.CONTENTS.contains(a.sample())).toList();
  }

  List<String> matrix() {
    List<String> heads = new ArrayList<>(List.of("from ↓ to →"));
    heads.addAll(Routes.ALL);
    heads.addAll(List.of("its bind mount", Routes.ITSELF));
    MarkdownTable table = new MarkdownTable(heads);
    for (String from : Routes.ALL) {
      List<String> cells = new ArrayList<>(List.of(from));
      for (String to : Routes.ALL) {
        cells.add(cell(from, to, Way.ACROSS));
      }
      cells.add(cell(from, from, Way.BOUND));
      cells.add(cell(from, from, Way.WITHIN));
      table.row(cells);
    }
    return table.lines();
  }

  private String cell(String from, String to, Way way) {
    String asRoot = cell(from, to, way, Mover.ROOT);
    String asOther = cell(from, to, way, Mover.ORDINARY);
    return asRoot.equals(asOther) ? asRoot : asRoot + "; as ordinary user " + asOther;
  }

  private String cell(String from, String to, Way way, Mover user) {
    Map<Sample, String> calls = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      Trip trip = arrival.trip();
      boolean isHere = trip.from().equals(from) && trip.to().equals(to) && trip.way() == way;
      if (isHere && trip.user() == user) {
        String shared = arrival.isShared() ? ", shared" : "";
        calls.put(arrival.sample(), String.join(" + ", arrival.ways()) + shared);
      }
    }
    return String.join("; ", new LinkedHashSet<>(calls.values()));
  }

  /** Why no faster call did it: a row a refusal. */
  List<String> refusals() {
    Map<String, List<Trip>> groups = new TreeMap<>();
    List<Trip> all = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      if (arrival.sample().equals(Samples.DENSE) && arrival.trip().user() == Mover.ROOT) {
        all.add(arrival.trip());
        arrival
            .calls()
            .forEach(
                (call, outcome) -> {
                  if (!outcome.equals(CallTrace.DONE)) {
                    groups
                        .computeIfAbsent(call + " | " + outcome, any -> new ArrayList<>())
                        .add(arrival.trip());
                  }
                });
      }
    }
    MarkdownTable table = new MarkdownTable(List.of("call", "refused with", "between"));
    groups.forEach((what, trips) -> table.row(List.of(what, Routes.between(trips, all))));
    return table.lines();
  }
}
