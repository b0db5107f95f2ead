// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The classes of {@code [[:name:]]} as isalpha(3) and its kin have them in the C locale. */
final class CharacterClass {
  private CharacterClass() {}

  /** The bytes of a class; null for an unknown name. */
  static @Nullable ByteSet named(byte[] text, int from, int to) {
    return switch (new String(text, from, to - from, StandardCharsets.US_ASCII)) {
      case "alnum" -> alpha().or(digit());
      case "alpha" -> alpha();
      case "blank" -> ByteSet.that(b -> b == ' ' || b == '\t');
      case "cntrl" -> ByteSet.that(b -> b < ' ' || b == 0x7f);
      case "digit" -> digit();
      case "graph" -> graph();
      case "lower" -> lower();
      case "print" -> ByteSet.that(b -> b >= ' ' && b < 0x7f);
      case "punct" -> graph().without(alpha().or(digit()));
      case "space" -> ByteSet.that(b -> b == ' ' || (b >= '\t' && b <= '\r'));
      case "upper" -> upper();
      case "xdigit" -> digit().or(range('a', 'f')).or(range('A', 'F'));
      default -> null;
    };
  }

  private static ByteSet alpha() {
    return lower().or(upper());
  }

  private static ByteSet lower() {
    return range('a', 'z');
  }

  private static ByteSet upper() {
    return range('A', 'Z');
  }

  private static ByteSet digit() {
    return range('0', '9');
  }

  private static ByteSet graph() {
    return range('!', '~');
  }

  private static ByteSet range(char first, char last) {
    return ByteSet.range((byte) first, (byte) last);
  }
}
