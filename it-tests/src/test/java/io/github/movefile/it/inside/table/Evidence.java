// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.testing.Command;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the samples below a directory are, asked of stat(1), find(1), getfattr(1), lsattr(1),
 * sha256sum(1) and filefrag(8), as root. Names are taken as ISO-8859-1, which keeps their bytes.
 */
final class Evidence {
  /** Whether contents are read, which may set the time of access. */
  enum Reading {
    METADATA,
    CONTENTS_TOO
  }

  private static final char SECTION = '\1';

  /** {@code %n} is the name: what follows the key of the sample and a slash. */
  private static final List<String> STAT_KEYS =
      List.of("type", "mode", "owner", "size", "blocks", "atime", "mtime", "rdev", "links");

  private static final String SCRIPT =
      """
      cd -- "$1"
      set -- "$2" */*
      reading=$1
      shift
      if [ -e "$1" ] || [ -L "$1" ]; then
        stat --printf='%n\\0%F\\0%a\\0%u:%g\\0%s\\0%b\\0%x\\0%y\\0%t:%T\\0%h\\0' -- "$@"
        printf '\\1'
        getfattr -h -d -m - -e hex --absolute-names -- "$@"
        printf '\\1'
        lsattr -d -- "$@" 2>/dev/null || :
        printf '\\1'
        find . -mindepth 2 -maxdepth 2 -type l -printf '%P\\0%l\\0'
        printf '\\1'
        if [ "$reading" = CONTENTS_TOO ]; then
          find . -mindepth 2 -maxdepth 2 -type f -print0 | xargs -0 -r sha256sum -z --
          printf '\\1'
          filefrag -v small/file dense/file sparse/file 2>/dev/null || :
        fi
      fi
      printf '\\1'
      find . -name '.mvf-*'
      """;

  private final Map<String, FileState> files = new TreeMap<>();
  private final String temps;
  private final SharedExtents extents;

  private Evidence(List<String> sections) {
    boolean isEmpty = sections.size() == 2;
    temps = sections.get(sections.size() - 1);
    extents = new SharedExtents(sections.size() == 7 ? sections.get(5) : "");
    if (!isEmpty) {
      stat(sections.get(0));
      attributes(sections.get(1));
      flags(sections.get(2));
      pairs(sections.get(3), "text");
      if (sections.size() == 7) {
        digests(sections.get(4));
      }
    }
  }

  /** Looks at the samples below a directory, {@code KEY/NAME}. */
  static Evidence of(String directory, Reading reading) {
    byte[] output =
        Command.of("sh", "-ec", SCRIPT, "sh", directory, reading.name())
            .env("TZ", "UTC")
            .run()
            .requireSuccess()
            .output();
    String text = new String(output, StandardCharsets.ISO_8859_1);
    return new Evidence(List.of(text.split(String.valueOf(SECTION), -1)));
  }

  /**
   * Fails unless the samples of a trip that could be made are what they are to be: comparing what
   * the programs don't see would prove nothing.
   */
  void requireAsMeant(Trip trip) {
    for (Sample sample : trip.samples()) {
      Inode inode = sample.inode();
      Map<String, FileState> found = of(sample);
      assertThat(found.size()).as("%s", sample).isIn(0, sample.names().size());
      for (FileState file : found.values()) {
        String what = sample + ", " + trip.label() + ": " + file;
        for (String letter : Chattr.each(inode.flags())) {
          assertThat(file.get("flags")).as(what).contains(letter);
        }
        for (String attribute : inode.attributes().keySet()) {
          assertThat(file.get(FileState.XATTR + attribute)).as(what).startsWith("0x");
        }
        assertThat(file.get("text")).as(what).isEqualTo(inode.text().toString());
        if (inode.type() != FileType.SYMLINK) {
          assertThat(file.get("mode")).as(what).isEqualTo(Integer.toOctalString(inode.mode()));
        }
      }
    }
  }

  /** The files of a sample by their names, "KEY/NAME". */
  Map<String, FileState> of(Sample sample) {
    Map<String, FileState> found = new TreeMap<>();
    files.forEach(
        (name, state) -> {
          if (name.startsWith(sample.key() + "/")) {
            found.put(name, state);
          }
        });
    return found;
  }

  /** Temps that were left behind, one a line. */
  String temps() {
    return temps;
  }

  /** Whether all extents of one of {@link Samples#CONTENTS} belong to another file too. */
  boolean isShared(Sample sample) {
    return extents.has(sample.key() + "/file");
  }

  private FileState file(String name) {
    return files.computeIfAbsent(name, any -> new FileState());
  }

  private void stat(String section) {
    Iterator<String> values = fields(section).iterator();
    while (values.hasNext()) {
      FileState file = file(values.next());
      STAT_KEYS.forEach(key -> file.put(key, values.next()));
    }
  }

  /** Each ends with a NUL. */
  private static List<String> fields(String section) {
    List<String> fields = List.of(section.split("\0", -1));
    return fields.subList(0, fields.size() - 1);
  }

  private void pairs(String section, String key) {
    Iterator<String> values = fields(section).iterator();
    while (values.hasNext()) {
      file(values.next()).put(key, values.next());
    }
  }

  private void attributes(String section) {
    String name = "";
    for (String line : section.lines().toList()) {
      if (line.startsWith("# file: ")) {
        name = unescaped(line.substring("# file: ".length()));
      } else if (!line.isEmpty()) {
        String[] parts = line.split("=", 2);
        file(name).put(FileState.XATTR + parts[0], parts.length == 2 ? parts[1] : "");
      }
    }
  }

  /** Getfattr writes bytes that are no text as {@code \377}. */
  private static String unescaped(String name) {
    Matcher octal = Pattern.compile("\\\\([0-7]{3})").matcher(name);
    return octal.replaceAll(
        (MatchResult match) ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 8))));
  }

  private void flags(String section) {
    for (String line : section.lines().toList()) {
      String[] parts = line.split(" +", 2);
      file(parts[1]).put("flags", parts[0].replace("-", ""));
    }
  }

  private void digests(String section) {
    for (String line : fields(section)) {
      String[] parts = line.split("  ", 2);
      file(parts[1].substring("./".length())).put("sha256", parts[0]);
    }
  }
}
