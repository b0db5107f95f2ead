// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something of a sample that is not the same any more.
 *
 * @param about what, as {@link FileState} calls it
 * @param before empty for what was not there
 * @param after empty for what is not there
 */
record Difference(String about, String before, String after) {
  /** What any copy has to have. */
  private static final List<String> ALWAYS =
      List.of("type", "mode", "owner", "atime", "mtime", "rdev", "text");

  /** By file system what it shows of a file in a second form, as attributes. */
  private static final Map<String, String> SECOND_VIEWS =
      Map.of("xfs", FileState.XATTR + "trusted.SGI_ACL_", "btrfs", FileState.XATTR + "btrfs.");

  /** Compares a sample before and after a trip. */
  static List<Difference> between(Sample sample, Trip trip, Evidence before, Evidence after) {
    Map<String, FileState> sources = before.of(sample);
    Map<String, FileState> targets = after.of(sample);
    List<Difference> all = new ArrayList<>();
    add(all, "names", sources.keySet().toString(), targets.keySet().toString());
    sources.forEach(
        (name, source) -> {
          FileState target = targets.getOrDefault(name, new FileState());
          ALWAYS.forEach(key -> add(all, key, source.get(key), target.get(key)));
          attributes(all, trip, source, target);
          flags(all, sample, target);
          if (sample.isTree() && sample.names().size() > 1) {
            add(all, "links", source.get("links"), target.get("links"));
          }
          contents(all, sample, source, target);
        });
    return all;
  }

  private static void contents(
      List<Difference> all, Sample sample, FileState source, FileState target) {
    if (source.get("type").startsWith("regular") && !target.values().isEmpty()) {
      add(all, "size", source.get("size"), target.get("size"));
      add(all, "contents", sample.inode().contents().sha256(), target.get("sha256"));
      if (sample.equals(Samples.SPARSE) && target.number("blocks") > source.number("blocks")) {
        add(all, "blocks", source.get("blocks"), target.get("blocks"));
      }
    }
  }

  private static void attributes(
      List<Difference> all, Trip trip, FileState source, FileState target) {
    Set<String> keys = new TreeSet<>(source.values().keySet());
    keys.addAll(target.values().keySet());
    for (String key : keys) {
      if (key.startsWith(FileState.XATTR)) {
        String before = shownBy(trip.from(), key) ? source.get(key) : "";
        String after = shownBy(trip.to(), key) ? target.get(key) : "";
        add(all, key, before, after);
      }
    }
  }

  private static boolean shownBy(String fileSystem, String key) {
    String second = SECOND_VIEWS.get(fileSystem);
    return second == null || !key.startsWith(second);
  }

  private static void flags(List<Difference> all, Sample sample, FileState target) {
    if (!sample.asked().isEmpty()) {
      String wanted = Chattr.letters(sample.asked());
      String got = target.get("flags").replaceAll("[^" + wanted + "]", "");
      add(all, "flags", wanted, got);
    }
  }

  private static void add(List<Difference> all, String about, String before, String after) {
    if (!before.equals(after)) {
      all.add(new Difference(about, before, after));
    }
  }

  @Override
  public String toString() {
    return about + ": " + shown(before) + " → " + shown(after);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value.length() > 80 ? value.substring(0, 80) + "…" : value;
  }
}
