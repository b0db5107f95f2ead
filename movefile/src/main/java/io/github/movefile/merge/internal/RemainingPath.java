// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The components of a path that are still to be walked. A path that ends with a slash has {@code .}
 * for its last component, since it has to be a directory. Of one thread.
 */
final class RemainingPath {
  private static final byte SLASH = '/';

  /** Those that are empty from here on aren't kept. */
  private final Deque<Part> parts = new ArrayDeque<>();

  private static final class Part {
    final byte[] text;
    int at;

    Part(byte[] text) {
      this.text = text;
    }
  }

  RemainingPath(RawPath path) {
    insert(path);
  }

  /**
   * Puts what a link says in front of the rest.
   *
   * @param text a path; where it starts isn't of interest here
   */
  void insert(RawPath text) {
    byte[] bytes = text.unsafeBytes();
    if (bytes.length > 0) {
      boolean isSlashed = bytes[bytes.length - 1] == SLASH;
      parts.push(new Part(isSlashed ? text.resolve(RawPath.DOT).unsafeBytes() : bytes));
    }
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /**
   * Takes the next component.
   *
   * @return without slashes; {@code .} and {@code ..} too
   */
  RawPath next() {
    Part part = parts.element();
    int from = part.at;
    while (part.text[from] == SLASH) {
      from++;
    }
    int to = from;
    while (to < part.text.length && part.text[to] != SLASH) {
      to++;
    }
    part.at = to;
    if (to == part.text.length) {
      parts.pop();
    }
    return RawPath.of(Arrays.copyOfRange(part.text, from, to));
  }
}
