// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shell glob over bytes, see {@link XattrFilter}. Immutable, thread-safe. */
final class Glob {
  /** One for each byte of a name that is matched; null for a star. */
  private final @Nullable ByteSet[] elements;

  private Glob(List<@Nullable ByteSet> elements) {
    this.elements = elements.toArray(new ByteSet[0]);
  }

  static Glob of(String text) {
    return new Glob(new GlobParser(text.getBytes(StandardCharsets.UTF_8)).parse());
  }

  /**
   * Whether all of the name is matched. On a mismatch only the last star takes one byte more: if an
   * earlier one could help, so can the last. Hence no backtracking beyond the product of the
   * lengths.
   */
  boolean matches(byte[] name) {
    int star = -1;
    int starTook = 0;
    int e = 0;
    int n = 0;
    while (n < name.length) {
      ByteSet element = e < elements.length ? elements[e] : ByteSet.NONE;
      if (element == null) {
        star = e++;
        starTook = n;
      } else if (element.contains(name[n])) {
        e++;
        n++;
      } else if (star >= 0) {
        e = star + 1;
        n = ++starTook;
      } else {
        return false;
      }
    }
    while (e < elements.length && elements[e] == null) {
      e++;
    }
    return e == elements.length;
  }
}
