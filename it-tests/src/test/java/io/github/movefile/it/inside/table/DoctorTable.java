// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.cli.Main;
import io.github.movefile.it.inside.table.Trip.Place;
import io.github.movefile.syscalls.testing.JavaProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code movefile doctor} says of the file systems, as root. */
final class DoctorTable {
  /** Other every time. */
  private static final String FREE_SPACE = "free space";

  private static final String GAP = " {2,}";

  private DoctorTable() {}

  static List<String> of(List<Place> places) {
    String[] words =
        Stream.concat(Stream.of("doctor"), places.stream().map(Place::directory))
            .toArray(String[]::new);
    List<String> said =
        JavaProcess.of(Main.class, words).run().requireSuccess().text().lines().toList();
    List<String> heads = new ArrayList<>(List.of(""));
    places.forEach(place -> heads.add(place.label()));
    MarkdownTable table = new MarkdownTable(heads);
    // The first line has the directories.
    for (String line : said.subList(1, said.size())) {
      List<String> cells = List.of(line.split(GAP, -1));
      if (!cells.get(0).equals(FREE_SPACE)) {
        table.row(cells);
      }
    }
    return table.lines();
  }
}
