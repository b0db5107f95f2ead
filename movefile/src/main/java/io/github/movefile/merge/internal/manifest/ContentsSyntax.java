// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

/** How portage tells the fields of a line of CONTENTS apart. Written and read alike. */
final class ContentsSyntax {
  static final String ARROW = " -> ";

  private ContentsSyntax() {}

  /**
   * Where the name of a link ends: at the last arrow that something follows.
   *
   * @param fields name, arrow and text, without the time
   * @return an index, -1 if there is no arrow
   */
  static int arrow(byte[] fields) {
    for (int at = fields.length - ARROW.length() - 1; at > 0; at--) {
      if (isArrow(fields, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isArrow(byte[] fields, int at) {
    for (int i = 0; i < ARROW.length(); i++) {
      if (fields[at + i] != ARROW.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the last field begins, behind a space; -1 if there is only one. */
  static int lastField(byte[] fields, int end) {
    int at = end - 1;
    while (at >= 0 && fields[at] != ' ') {
      at--;
    }
    return at <= 0 ? -1 : at + 1;
  }

  /** Python reads CONTENTS as text, in which a carriage return ends a line as well. */
  static boolean hasLineEnd(byte[] name) {
    for (byte b : name) {
      if (b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }
}
