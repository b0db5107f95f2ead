// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answers in aligned columns, one a directory. */
final class CapabilityTable {
  private static final String GAP = "  ";

  private CapabilityTable() {}

  static List<String> of(List<Probe> probes, Map<RawPath, List<String>> answers) {
    List<List<String>> columns = new ArrayList<>();
    List<String> labels = new ArrayList<>(List.of(""));
    probes.forEach(probe -> labels.add(probe.label()));
    columns.add(labels);
    answers.forEach(
        (directory, column) -> {
          List<String> cells = new ArrayList<>(List.of(directory.toString()));
          cells.addAll(column);
          columns.add(cells);
        });
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < labels.size(); row++) {
      StringBuilder line = new StringBuilder();
      for (List<String> column : columns) {
        String cell = column.get(row);
        line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int width(List<String> column) {
    return column.stream().mapToInt(String::length).max().orElse(0);
  }
}
