// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a world by find, stat, getfattr, sha256sum and perl, as root, at all of it at once. What
 * it sets itself, times of access, it has read before.
 */
final class Observer {
  private static final String FORMAT =
      "%y\\0%m\\0%U\\0%G\\0%s\\0%b\\0%D:%i\\0%A@\\0%T@\\0%p\\0%l\\0";
  private static final int FIELDS = 11;
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
  private static final int OCTAL = 8;

  /** Files that may have holes that matter, in units of 512 bytes. */
  private static final String LARGE = "+255";

  /** Tells in which grains of 64 KiB a file has data, by SEEK_DATA and SEEK_HOLE. */
  private static final String DATA_MAP =
      """
      foreach my $f (@ARGV) {
        open(my $h, "<", $f) or die "$f: $!";
        my ($o, @g) = (0);
        while (defined(my $d = sysseek($h, $o, 3))) {
          $o = sysseek($h, $d, 4);
          push @g, int($d / 65536) .. int(($o - 1) / 65536);
        }
        my %s; print join(" ", grep { !$s{$_}++ } @g), "\\0$f\\0";
      }""";

  private final Shell shell;
  private final Site site;
  private final String roots;

  Observer(Shell shell, Site site) {
    this.shell = shell;
    this.site = site;
    this.roots = String.join(" ", site.roots());
  }

  /**
   * Looks.
   *
   * @param start what was set after it, in seconds since 1970, was set by the operation
   */
  World look(double start) {
    SortedMap<String, SortedMap<String, String>> world = list(start);
    if (world.values().stream().anyMatch(facts -> "bc".contains(facts.get(Entry.TYPE)))) {
      pairs(
          find("\\( -type b -o -type c \\) -exec stat --printf '%t:%T\\0%n\\0' {} +"),
          Entry.DEVICE,
          world);
    }
    attributes(find("-exec getfattr -h -d -m - -e hex --absolute-names -- {} +"), world);
    // Before the contents are read, which is the end of what mtime and atime tell.
    pairs(
        find("-type f -size " + LARGE + " -exec perl -e " + Latin.quoted(DATA_MAP) + " -- {} +"),
        Entry.DATA,
        world);
    digests(find("-type f -size +0 -exec sha256sum -z -- {} +"), world);
    nameGroups(world);
    return World.of(world);
  }

  private String find(String expression) {
    return shell.run("find " + roots + " -mindepth 1 " + expression).requireSuccess();
  }

  private SortedMap<String, SortedMap<String, String>> list(double start) {
    SortedMap<String, SortedMap<String, String>> world = new TreeMap<>();
    List<String> fields = split(find("-printf '" + FORMAT + "'"));
    for (int i = 0; i + FIELDS <= fields.size(); i += FIELDS) {
      SortedMap<String, String> facts = new TreeMap<>();
      String type = fields.get(i);
      facts.put(Entry.TYPE, type);
      facts.put(Entry.MODE, fields.get(i + 1));
      facts.put(Entry.UID, fields.get(i + 2));
      facts.put(Entry.GID, fields.get(i + 3));
      if (!type.equals(Entry.DIRECTORY)) { // theirs tells of the file system only
        facts.put(Entry.SIZE, fields.get(i + 4));
        facts.put(Entry.BLOCKS, fields.get(i + 5));
        facts.put(Entry.NAMES, fields.get(i + 6));
      }
      facts.put(Entry.ATIME, time(fields.get(i + 7), start));
      facts.put(Entry.MTIME, time(fields.get(i + 8), start));
      if (type.equals(Entry.SYMLINK)) {
        facts.put(Entry.TEXT, fields.get(i + 10));
      }
      world.put(site.relative(fields.get(i + 9)), facts);
    }
    return world;
  }

  private static String time(String text, double start) {
    double time = Double.parseDouble(text);
    boolean now = time >= start && time <= System.currentTimeMillis() / 1000.0 + 1;
    return now ? Entry.NOW : text;
  }

  private void attributes(String dump, SortedMap<String, SortedMap<String, String>> world) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (String line : dump.split("\n", -1)) {
      if (line.startsWith("# file: ")) {
        facts = facts(unescaped(line.substring("# file: ".length())), world);
      } else if (!line.isEmpty()) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals);
        facts.put(Entry.XATTR + unescaped(name), equals < 0 ? "" : line.substring(equals + 1));
      }
    }
  }

  private void digests(String sums, SortedMap<String, SortedMap<String, String>> world) {
    for (String line : split(sums)) {
      int space = line.indexOf(' ');
      facts(line.substring(space + 2), world).put(Entry.DIGEST, line.substring(0, space));
    }
  }

  /** Reads a value and a path by turns. */
  private void pairs(String text, String key, SortedMap<String, SortedMap<String, String>> world) {
    List<String> fields = split(text);
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      facts(fields.get(i + 1), world).put(key, fields.get(i));
    }
  }

  private SortedMap<String, String> facts(
      String path, SortedMap<String, SortedMap<String, String>> world) {
    SortedMap<String, String> facts = world.get(site.relative(path));
    if (facts == null) {
      throw new AssertionError("not listed: " + path);
    }
    return facts;
  }

  /** Replaces the number of an inode by all its names. */
  private static void nameGroups(SortedMap<String, SortedMap<String, String>> world) {
    Map<String, String> names = new HashMap<>();
    world.forEach(
        (path, facts) -> {
          String inode = facts.get(Entry.NAMES);
          if (inode != null) {
            names.merge(inode, path, (a, b) -> a + Entry.NAME_SEPARATOR + b);
          }
        });
    world.values().forEach(facts -> facts.computeIfPresent(Entry.NAMES, (key, i) -> names.get(i)));
  }

  private static String unescaped(String text) {
    Matcher matcher = ESCAPE.matcher(text);
    return matcher.replaceAll(
        escape ->
            Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(escape.group(1), OCTAL))));
  }

  /** What stands before each NUL. */
  private static List<String> split(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }
}
