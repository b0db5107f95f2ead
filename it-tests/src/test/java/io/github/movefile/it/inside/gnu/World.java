// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen at one moment.
 *
 * @param entries by their paths, relative to the site
 */
record World(SortedMap<String, Entry> entries) {
  @Nullable Entry get(String path) {
    return entries.get(path);
  }

  boolean has(String path) {
    return entries.containsKey(path);
  }

  /** A fact of an entry; null if there is no such entry or fact. */
  @Nullable String get(String path, String key) {
    Entry entry = entries.get(path);
    return entry == null ? null : entry.get(key);
  }

  /** The paths of this world and of another one. */
  SortedSet<String> pathsWith(World other) {
    SortedSet<String> paths = new TreeSet<>(entries.keySet());
    paths.addAll(other.entries.keySet());
    return paths;
  }

  static World of(SortedMap<String, ? extends SortedMap<String, String>> facts) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    facts.forEach((path, each) -> entries.put(path, new Entry(each)));
    return new World(entries);
  }
}
