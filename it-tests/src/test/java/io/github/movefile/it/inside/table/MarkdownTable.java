// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. Not thread-safe. */
final class MarkdownTable {
  private final List<String> lines = new ArrayList<>();

  MarkdownTable(List<String> heads) {
    row(heads);
    lines.add("|" + "---|".repeat(heads.size()));
  }

  void row(List<String> cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  List<String> lines() {
    return lines;
  }
}
