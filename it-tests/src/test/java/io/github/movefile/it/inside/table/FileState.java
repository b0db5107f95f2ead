// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.util.Map;
import java.util.TreeMap;

/**
 * A file as programs of the system tell it: values by what they are about, such as {@code mode},
 * {@code owner}, {@code mtime}, {@code blocks}, {@code xattr user.colour}. Not thread-safe.
 */
final class FileState {
  /** Begins the keys of extended attributes. */
  static final String XATTR = "xattr ";

  private final Map<String, String> values = new TreeMap<>();

  void put(String key, String value) {
    values.put(key, value);
  }

  /** Empty for what it doesn't have. */
  String get(String key) {
    return values.getOrDefault(key, "");
  }

  long number(String key) {
    return Long.parseLong(get(key));
  }

  Map<String, String> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileState state && values.equals(state.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
