// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of one name: facts by their keys, all of them texts. Immutable. */
final class Entry {
  static final String TYPE = "type";
  static final String MODE = "mode";
  static final String UID = "uid";
  static final String GID = "gid";
  static final String SIZE = "size";
  static final String BLOCKS = "blocks";
  static final String DATA = "data at";
  static final String DIGEST = "sha256";
  static final String ATIME = "atime";
  static final String MTIME = "mtime";

  /** The paths of all names of the inode, in their order. */
  static final String NAMES = "names";

  static final String NAME_SEPARATOR = "\0";

  static final String TEXT = "text";
  static final String DEVICE = "device";

  /** Begins the key of an attribute. */
  static final String XATTR = "xattr ";

  /** A time that was set while the operation ran. */
  static final String NOW = "now";

  static final String DIRECTORY = "d";
  static final String REGULAR = "f";
  static final String SYMLINK = "l";
  static final String FIFO = "p";

  private final SortedMap<String, String> facts;

  Entry(SortedMap<String, String> facts) {
    this.facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  SortedMap<String, String> facts() {
    return facts;
  }

  @Nullable String get(String key) {
    return facts.get(key);
  }

  boolean is(String type) {
    return type.equals(facts.get(TYPE));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entry entry && facts.equals(entry.facts);
  }

  @Override
  public int hashCode() {
    return facts.hashCode();
  }

  @Override
  public String toString() {
    return facts.toString();
  }
}
