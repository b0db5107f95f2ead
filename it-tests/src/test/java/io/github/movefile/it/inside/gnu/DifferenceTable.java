// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In what MoveFile differs from GNU, and why. */
public final class DifferenceTable {
  private static final Map<String, List<Difference>> PARTS = parts();

  private static final String HEAD =
      """
      # Differences from GNU

      Every way in which MoveFile and `mv -T`, `cp -a -T` or `cp -a` of GNU coreutils 9.1 (Debian 12) leave something
      else behind, as `GnuDifferenceIT` finds them: 2,700 random worlds, each made twice alike on a random pair of
      file systems, one changed by GNU and one by MoveFile, as root and as an ordinary user. The test fails on whatever
      is in no row, and on a row that explains nothing. Not compared are inode numbers and times of status change.

      This file is generated from the table that the test goes by. To write it anew:
      `./mvnw test -pl it-tests -am -Dtest=GnuDifferenceTableTest -Dsurefire.failIfNoSpecifiedTests=false
      -Dmovefile.docs.write=true`.
      """;

  private DifferenceTable() {}

  private static Map<String, List<Difference>> parts() {
    Map<String, List<Difference>> parts = new LinkedHashMap<>();
    parts.put("A file is moved or copied", MoveDifferences.ALL);
    parts.put(
        "`cp` writes to an existing target (without `--remove-destination`)",
        InPlaceDifferences.ALL);
    parts.put("What a new file has of its source", MetadataDifferences.ALL);
    parts.put("A tree is merged into another", MergeDifferences.ALL);
    return parts;
  }

  /** The first row that explains a divergence. */
  static Optional<Difference> explaining(Evidence evidence) {
    return PARTS.values().stream()
        .flatMap(List::stream)
        .filter(row -> row.explains().test(evidence))
        .findFirst();
  }

  /**
   * The names of all rows.
   *
   * @return unique
   */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    PARTS.values().forEach(rows -> rows.forEach(row -> names.add(row.name())));
    return names;
  }

  /**
   * The table for people.
   *
   * @return in Markdown
   */
  public static String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    PARTS.forEach(
        (title, rows) -> {
          text.append("\n## ").append(title).append("\n\n");
          text.append("| when | GNU | MoveFile | why | row |\n|---|---|---|---|---|\n");
          rows.forEach(row -> append(text, row));
        });
    return text.toString();
  }

  private static void append(StringBuilder text, Difference row) {
    for (String cell :
        List.of(row.when(), row.gnu(), row.ours(), row.reason(), "`" + row.name() + "`")) {
      text.append("| ").append(cell).append(' ');
    }
    text.append("|\n");
  }
}
