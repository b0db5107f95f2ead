// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every sample on every pair of file systems, as root and as an ordinary user: it is kept, or its
 * loss is told. Leaves the tables for docs/file-systems.md.
 */
public final class FileSystemsCheck {
  /** Where the tables are left, each behind a line with {@link #HEAD} and its name. */
  public static final String TABLES = "/tmp/file-systems.tables";

  /** Begins the line with the name of a table. */
  public static final String HEAD = "table ";

  /** The name of the part that says where the tables are from. */
  public static final String ORIGIN = "origin";

  @TestFactory
  Stream<DynamicNode> everySample_isKeptOrItsLossIsTold() throws IOException {
    Requirements.root();
    Requirements.command("stat", "find", "getfattr", "lsattr", "sha256sum", "filefrag");
    Requirements.command("strace", "setpriv");
    List<Arrival> arrivals;
    Map<String, List<String>> tables;
    try (Places places = new Places()) {
      arrivals = Expedition.of(places.trips());
      tables = Tables.of(arrivals);
      tables.put("doctor", DoctorTable.of(places.all()));
    }
    tables.put(ORIGIN, List.of(Tables.origin()));
    write(tables);
    Map<String, List<Arrival>> byTrip = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      byTrip.computeIfAbsent(arrival.trip().label(), any -> new ArrayList<>()).add(arrival);
    }
    return byTrip.entrySet().stream()
        .map(
            trip ->
                DynamicContainer.dynamicContainer(
                    trip.getKey(), trip.getValue().stream().map(FileSystemsCheck::test)));
  }

  private static DynamicTest test(Arrival arrival) {
    String name = arrival.trip().label() + ": " + arrival.sample();
    return DynamicTest.dynamicTest(name, () -> Honesty.check(arrival));
  }

  private static void write(Map<String, List<String>> tables) throws IOException {
    List<String> lines = new ArrayList<>();
    tables.forEach(
        (name, table) -> {
          lines.add(HEAD + name);
          lines.addAll(table);
        });
    Files.write(Path.of(TABLES), lines);
  }
}
