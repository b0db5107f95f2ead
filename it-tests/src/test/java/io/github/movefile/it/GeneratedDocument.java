// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document in Markdown with parts that tests write: the lines between {@code <!-- generated: NAME
 * -->} and {@code <!-- end -->}. The rest is anybody's.
 */
final class GeneratedDocument {
  private static final Pattern BEGIN = Pattern.compile("<!-- generated: (\\S+) -->");
  private static final String END = "<!-- end -->";

  private final Path file;
  private final List<String> lines;

  private GeneratedDocument(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  static GeneratedDocument read(Path file) {
    try {
      return new GeneratedDocument(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generated parts by their names, in their order. */
  Map<String, List<String>> parts() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    List<String> part = null;
    for (String line : lines) {
      Matcher begin = BEGIN.matcher(line);
      if (begin.matches()) {
        part = new ArrayList<>();
        parts.put(begin.group(1), part);
      } else if (line.equals(END)) {
        part = null;
      } else if (part != null && !line.isEmpty()) {
        part.add(line);
      }
    }
    return parts;
  }

  /** Writes the file anew with other parts; a part that the file has no place for is an error. */
  void write(Map<String, List<String>> parts) {
    List<String> written = new ArrayList<>();
    Map<String, List<String>> left = new LinkedHashMap<>(parts);
    boolean isGenerated = false;
    for (String line : lines) {
      isGenerated &= !line.equals(END);
      if (!isGenerated) {
        written.add(line);
      }
      Matcher begin = BEGIN.matcher(line);
      if (begin.matches()) {
        isGenerated = true;
        // An empty line on both sides: what follows a comment at once would be part of it.
        written.add("");
        written.addAll(left.remove(begin.group(1)));
        written.add("");
      }
    }
    if (!left.isEmpty()) {
      throw new AssertionError(file + " has no place for " + left.keySet());
    }
    try {
      Files.write(file, written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
