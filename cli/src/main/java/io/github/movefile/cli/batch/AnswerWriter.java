// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes answers, a line each, in UTF-8. An unpaired surrogate, which UTF-8 can't have, is written
 * as JSON's escape. Not thread-safe.
 */
final class AnswerWriter implements Flushable {
  private static final int CAPACITY = 1 << 16;
  private static final int LONGEST = 6; // of a character: an escape
  private static final String HEX = "0123456789abcdef";

  private final OutputStream out;
  private final byte[] buffer = new byte[CAPACITY];
  private int count;

  AnswerWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a line, at the latest with the next {@link #flush}. */
  void line(String json) throws OutputLostException {
    int length = json.length();
    for (int i = 0; i < length; i++) {
      if (count > CAPACITY - LONGEST) {
        drain();
      }
      char c = json.charAt(i);
      if (c < 0x80) {
        buffer[count++] = (byte) c;
      } else if (c < 0x800) {
        put(0xc0 | (c >> 6), continuation(c));
      } else if (!Character.isSurrogate(c)) {
        put(0xe0 | (c >> 12), continuation(c >> 6), continuation(c));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(json.charAt(i + 1))) {
        int point = Character.toCodePoint(c, json.charAt(++i));
        put(
            0xf0 | (point >> 18),
            continuation(point >> 12),
            continuation(point >> 6),
            continuation(point));
      } else {
        put('\\', 'u', hex(c >> 12), hex(c >> 8), hex(c >> 4), hex(c));
      }
    }
    if (count == CAPACITY) {
      drain();
    }
    buffer[count++] = '\n';
  }

  private void put(int... bytes) {
    for (int b : bytes) {
      buffer[count++] = (byte) b;
    }
  }

  private static int continuation(int bits) {
    return 0x80 | (bits & 0x3f);
  }

  private static int hex(int digit) {
    return HEX.charAt(digit & 0xf);
  }

  @Override
  public void flush() throws OutputLostException {
    if (count > 0) {
      drain();
    }
  }

  private void drain() throws OutputLostException {
    try {
      out.write(buffer, 0, count);
      out.flush();
    } catch (IOException e) {
      throw new OutputLostException(e);
    }
    count = 0;
  }
}
