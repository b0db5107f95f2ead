// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All entries below a directory, with all that belongs to each, and which share an inode. */
final class TreeRecord {
  private final Map<String, FileRecord> entries = new TreeMap<>();

  private TreeRecord() {}

  static TreeRecord of(Path top) throws IOException {
    TreeRecord record = new TreeRecord();
    int prefix = RawPath.of(top).length() + 1;
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(f -> !f.equals(top)).toList()) {
        record.entries.put(RawPath.of(file).tail(prefix).toString(), FileRecord.of(file));
      }
    }
    return record;
  }

  /** What another tree has otherwise: one line each, empty if both are equal. */
  List<String> differencesTo(TreeRecord other) {
    List<String> lines = new ArrayList<>();
    for (String path : union(other)) {
      FileRecord mine = entries.get(path);
      FileRecord theirs = other.entries.get(path);
      if (mine == null || theirs == null) {
        lines.add((mine == null ? "only there: " : "only here: ") + path);
      } else if (!mine.differencesTo(theirs).isEmpty()) {
        lines.add(path + ": " + mine.differencesTo(theirs));
      } else if (!twinOf(path).equals(other.twinOf(path))) {
        lines.add(path + ": a hard link of " + twinOf(path) + ", not " + other.twinOf(path));
      }
    }
    return lines;
  }

  private Iterable<String> union(TreeRecord other) {
    Map<String, FileRecord> all = new TreeMap<>(entries);
    all.putAll(other.entries);
    return all.keySet();
  }

  /** The first name of an entry's inode. */
  private String twinOf(String path) {
    FileRecord file = entries.get(path);
    return entries.entrySet().stream()
        .filter(e -> e.getValue().isSameInode(file))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  FileRecord get(String path) {
    FileRecord record = entries.get(path);
    if (record == null) {
      throw new AssertionError("no " + path + " in " + entries.keySet());
    }
    return record;
  }

  Map<String, FileRecord> entries() {
    return entries;
  }

  long count(String type) {
    return entries.values().stream().filter(e -> e.get("type").equals(type)).count();
  }

  static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }
}
