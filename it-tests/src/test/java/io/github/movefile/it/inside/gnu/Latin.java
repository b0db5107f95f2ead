// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.syscalls.RawPath;
import java.nio.charset.StandardCharsets;

/** Strings with one {@code char} a byte. */
final class Latin {
  private static final int LONGEST_SHOWN = 300;

  private Latin() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static RawPath path(String text) {
    return RawPath.of(bytes(text));
  }

  /** The bytes of a text in UTF-8. */
  static String utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The path of the directory that holds the last component; empty for a single one. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** For messages: printable, on one line, not too long. */
  static String shown(String text) {
    String all =
        RawPath.of(bytes(text.replace('\0', '|').replaceAll("x{50,}", "x...x"))).toString();
    return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "…";
  }

  /** In single quotes, for a shell. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
