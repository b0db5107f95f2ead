// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.move.faults.FileRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory and all below it, with all that belongs to each entry, and the numbers of their
 * inodes, which are the same where a copy of the device is mounted.
 */
final class TreeState {
  private static final Set<String> TIMES = Set.of("atime", "mtime");

  /** What every record has. */
  private static final Set<String> ALWAYS = Set.of("type", "mode", "atime", "mtime");

  private final Map<String, FileRecord> records = new TreeMap<>();
  private final Map<String, Long> inodes = new TreeMap<>();

  private TreeState() {}

  static TreeState none() {
    return new TreeState();
  }

  static TreeState of(Path top) throws IOException {
    TreeState state = new TreeState();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.toList()) {
        String path = top.relativize(file).toString();
        state.records.put(path, FileRecord.of(file));
        Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        state.inodes.put(path, (Long) inode);
      }
    }
    return state;
  }

  /** What is not as it was, one line each. */
  List<String> changesSince(TreeState before) {
    List<String> lines = new ArrayList<>();
    for (String path : paths(before)) {
      FileRecord now = records.get(path);
      FileRecord old = before.records.get(path);
      if (now == null || old == null) {
        lines.add((now == null ? "missing: " : "too much: ") + path);
      } else if (!now.differencesTo(old).isEmpty()) {
        lines.add("/" + path + ": " + differences(now, old, now.differencesTo(old)));
      } else if (!inodes.get(path).equals(before.inodes.get(path))) {
        lines.add("another inode: " + path);
      }
    }
    return lines;
  }

  /**
   * What is not as in another tree, one line each; inodes matter as far as links share them.
   *
   * @param wanted the other tree
   * @param before of directories that were there before, times may differ
   */
  List<String> differencesTo(TreeState wanted, TreeState before) {
    List<String> lines = new ArrayList<>();
    for (String path : paths(wanted)) {
      FileRecord now = records.get(path);
      FileRecord then = wanted.records.get(path);
      if (now == null || then == null) {
        lines.add((now == null ? "missing: " : "too much: ") + path);
        continue;
      }
      Set<String> differences = now.differencesTo(then);
      if (before.records.containsKey(path) && now.get("type").equals("DIRECTORY")) {
        differences.removeAll(TIMES);
      }
      if (!differences.isEmpty()) {
        lines.add("/" + path + ": " + differences(now, then, differences));
      } else if (!twins(path).equals(wanted.twins(path))) {
        lines.add(path + " is one with " + twins(path) + ", not with " + wanted.twins(path));
      }
    }
    return lines;
  }

  private Set<String> paths(TreeState other) {
    Set<String> all = new TreeSet<>(records.keySet());
    all.addAll(other.records.keySet());
    return all;
  }

  private Set<String> twins(String path) {
    Set<String> twins = new TreeSet<>();
    inodes.forEach(
        (other, inode) -> {
          if (inode.equals(inodes.get(path))) {
            twins.add(other);
          }
        });
    return twins;
  }

  private static String differences(FileRecord now, FileRecord then, Set<String> names) {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      all.add(ALWAYS.contains(name) ? name + " " + now.get(name) + " for " + then.get(name) : name);
    }
    return String.join(", ", all);
  }
}
