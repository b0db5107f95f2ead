// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.it.inside.table.Trip.Way;
import io.github.movefile.it.lab.FileSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trips in words, as short as they can be. */
final class Routes {
  /** All file systems of the laboratory. */
  static final List<String> ALL = Stream.of(FileSystem.values()).map(FileSystem::label).toList();

  /** The column of moves within one mount. */
  static final String ITSELF = "itself";

  private Routes() {}

  /** The column of a trip in a table by targets: a bind mount is one more way to its own kind. */
  static String column(Trip trip) {
    return trip.way() == Way.WITHIN ? ITSELF : trip.to();
  }

  /** The source of a trip in such a column. */
  private static String row(Trip trip) {
    return trip.way() == Way.BOUND ? "a bind mount" : trip.from();
  }

  /**
   * Where some of many trips lead: "ext4, overlay", "xfs from ext4 and tmpfs", "any other".
   *
   * @param some to be told
   * @param many among which they are
   */
  static String targets(List<Trip> some, List<Trip> many) {
    List<Trip> copies = many.stream().filter(trip -> trip.way() != Way.WITHIN).toList();
    if (some.equals(copies)) {
      return "any other";
    }
    Map<String, Set<String>> these = byColumn(some);
    Map<String, Set<String>> those = byColumn(many);
    List<String> parts = new ArrayList<>();
    these.forEach(
        (column, sources) ->
            parts.add(
                sources.equals(those.get(column))
                    ? column
                    : column + " from " + String.join(" and ", sources)));
    return String.join(", ", parts);
  }

  /** The sources of trips: "xfs and tmpfs". */
  static String sources(List<Trip> trips) {
    return String.join(" and ", new LinkedHashSet<>(trips.stream().map(Routes::row).toList()));
  }

  /** Some trips among all, by their ways: "any two file systems; through a bind mount of ext4". */
  static String between(List<Trip> some, List<Trip> all) {
    List<String> parts = new ArrayList<>();
    for (Way way : Way.values()) {
      List<Trip> these = some.stream().filter(trip -> trip.way() == way).toList();
      List<Trip> those = all.stream().filter(trip -> trip.way() == way).toList();
      if (!these.isEmpty()) {
        parts.add(between(way, these, these.size() == those.size()));
      }
    }
    return String.join("; ", parts);
  }

  private static String between(Way way, List<Trip> trips, boolean areAll) {
    if (way == Way.ACROSS) {
      return areAll
          ? "any two file systems"
          : trips.stream()
              .map(trip -> trip.from() + "→" + trip.to())
              .collect(Collectors.joining(", "));
    }
    String where = way == Way.BOUND ? "a mount and its bind mount of " : "one mount of ";
    return where
        + (areAll ? "any" : trips.stream().map(Trip::to).collect(Collectors.joining(", ")));
  }

  private static Map<String, Set<String>> byColumn(List<Trip> trips) {
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    for (Trip trip : trips) {
      columns.computeIfAbsent(column(trip), any -> new LinkedHashSet<>()).add(row(trip));
    }
    return columns;
  }
}
