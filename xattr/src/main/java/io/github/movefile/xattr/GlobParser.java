// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one glob, once. The grammar is that of fnmatch(3), POSIX 2.13. */
final class GlobParser {
  private final byte[] text;
  private int at;

  GlobParser(byte[] text) {
    this.text = text;
  }

  /** Elements in order; null for a star. */
  List<@Nullable ByteSet> parse() {
    List<@Nullable ByteSet> elements = new ArrayList<>();
    while (at < text.length) {
      byte b = text[at++];
      switch (b) {
        case '*' -> elements.add(null);
        case '?' -> elements.add(ByteSet.ALL);
        case '\\' -> elements.add(at < text.length ? ByteSet.of(text[at++]) : ByteSet.NONE);
        case '[' -> elements.add(bracket());
        default -> elements.add(ByteSet.of(b));
      }
    }
    return elements;
  }

  /** Behind a {@code [}: the set up to its {@code ]}, or the bracket itself if there is none. */
  private ByteSet bracket() {
    int start = at;
    boolean negated = at < text.length && (text[at] == '!' || text[at] == '^');
    if (negated) {
      at++;
    }
    ByteSet set = ByteSet.NONE;
    // A ] in the first place is a member.
    for (boolean first = true; at < text.length; first = false) {
      if (text[at] == ']' && !first) {
        at++;
        return negated ? set.complement() : set;
      }
      ByteSet member = member();
      if (member == null) {
        return ByteSet.NONE;
      }
      set = set.or(member);
    }
    at = start;
    return ByteSet.of((byte) '[');
  }

  /** One byte, a range or a class; null if the whole glob can match nothing. */
  private @Nullable ByteSet member() {
    if (text[at] == '[' && peek(1) == ':') {
      int end = classEnd(at + 2);
      if (end > 0) {
        int name = at + 2;
        at = end + 2;
        return CharacterClass.named(text, name, end);
      }
    }
    byte from = single();
    if (peek(0) == '-' && peek(1) != ']') {
      at++;
      // POSIX leaves [a- open; glibc and bash match nothing with it, not even the text itself.
      return at == text.length ? null : ByteSet.range(from, single());
    }
    return ByteSet.of(from);
  }

  private byte single() {
    byte b = text[at++];
    return b == '\\' && at < text.length ? text[at++] : b;
  }

  /** Where {@code :]} ends a class's name that starts here, or 0 if no name of one does. */
  private int classEnd(int from) {
    int end = from;
    while (end < text.length && text[end] >= 'a' && text[end] <= 'z') {
      end++;
    }
    return end + 1 < text.length && text[end] == ':' && text[end + 1] == ']' ? end : 0;
  }

  /** The byte that many places on, or NUL, which can't be in a glob, behind the end. */
  private byte peek(int ahead) {
    return at + ahead < text.length ? text[at + ahead] : 0;
  }
}
