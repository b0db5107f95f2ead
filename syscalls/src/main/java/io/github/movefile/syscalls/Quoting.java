// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the bytes of a name are shown to people: on one line, in printable characters. */
final class Quoting {
  private Quoting() {}

  static String printable(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length + 8);
    forEachPiece(bytes, (piece, isPrintable) -> text.append(piece));
    return text.toString();
  }

  /** Shell quoting as of GNU's {@code shell-escape-always}: {@code 'a'$'\n''b'}. */
  static String quote(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length + 8).append('\'');
    boolean[] escaping = {false};
    forEachPiece(
        bytes,
        (piece, isPrintable) -> {
          if (isPrintable == escaping[0]) {
            text.append(isPrintable ? "''" : "'$'");
            escaping[0] = !isPrintable;
          }
          text.append(isPrintable && piece.equals("'") ? "'\\''" : piece);
        });
    return text.append('\'').toString();
  }

  private interface Sink {
    void accept(String piece, boolean isPrintable);
  }

  private static void forEachPiece(byte[] bytes, Sink sink) {
    int i = 0;
    while (i < bytes.length) {
      int length = sequenceLength(bytes[i]);
      String decoded = length == 0 || i + length > bytes.length ? null : decode(bytes, i, length);
      if (decoded == null || !isPrintable(decoded.codePointAt(0))) {
        length = decoded == null ? 1 : length;
        for (int k = 0; k < length; k++) {
          sink.accept(escape(bytes[i + k]), false);
        }
      } else {
        sink.accept(decoded, true);
      }
      i += length;
    }
  }

  private static int sequenceLength(byte first) {
    int b = first & 0xff;
    return b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
  }

  private static @Nullable String decode(byte[] bytes, int from, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String escape(byte b) {
    return switch (b) {
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> "\\" + Integer.toOctalString((b & 0xff) | 0x200).substring(1);
    };
  }
}
