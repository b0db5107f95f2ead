// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where the text of a symbolic link leads if nothing on the way is a link itself. */
final class LexicalPath {
  private static final RawPath DOT = RawPath.DOT;
  private static final RawPath ABOVE = RawPath.of("..");

  private LexicalPath() {}

  /**
   * Follows a text.
   *
   * @param directory where the link is, relative to the top; {@code "."} for the top
   * @param text what it says
   * @return relative to the top; empty if {@code ..} climbs above the top
   */
  static Optional<RawPath> of(RawPath directory, RawPath text) {
    List<RawPath> parts = new ArrayList<>();
    if (!text.isAbsolute()) {
      for (RawPath part : components(directory)) {
        add(parts, part);
      }
    }
    for (RawPath part : components(text)) {
      if (part.equals(ABOVE) && parts.isEmpty()) {
        return Optional.empty();
      }
      add(parts, part);
    }
    RawPath path = RawPath.EMPTY;
    for (RawPath part : parts) {
      path = path.resolve(part);
    }
    return Optional.of(path);
  }

  private static void add(List<RawPath> parts, RawPath part) {
    if (part.equals(ABOVE)) {
      parts.remove(parts.size() - 1);
    } else if (!part.equals(DOT)) {
      parts.add(part);
    }
  }

  private static List<RawPath> components(RawPath path) {
    byte[] bytes = path.unsafeBytes();
    List<RawPath> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        if (i > start) {
          parts.add(RawPath.of(Arrays.copyOfRange(bytes, start, i)));
        }
        start = i + 1;
      }
    }
    return parts;
  }
}
