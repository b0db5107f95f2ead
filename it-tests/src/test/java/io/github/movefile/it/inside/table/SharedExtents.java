// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files share their extents with others, by the output of {@code filefrag -v}. */
final class SharedExtents {
  private static final Pattern FILE = Pattern.compile("File size of (\\S+) is .*");

  /** A number, offsets, lengths, and flags at the end. */
  private static final Pattern EXTENT = Pattern.compile(" *\\d+: .*:(?<flags>[^:]*)");

  /** By file whether all of its extents seen so far are shared. */
  private final Map<String, Boolean> files = new HashMap<>();

  SharedExtents(String output) {
    String name = "";
    for (String line : output.lines().toList()) {
      Matcher file = FILE.matcher(line);
      Matcher extent = EXTENT.matcher(line);
      if (file.matches()) {
        name = file.group(1);
      } else if (extent.matches()) {
        files.merge(name, extent.group("flags").contains("shared"), Boolean::logicalAnd);
      }
    }
  }

  /** Whether a file has extents, and all of them belong to another file too. */
  boolean has(String name) {
    return files.getOrDefault(name, false);
  }
}
