// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream into lines. Before it may have to wait for more, it lets what is to be written out,
 * so that a client which waits for its answer gets it. Not thread-safe.
 */
final class LineReader {
  /** What was read. */
  enum Found {
    /** A line: see {@link #text}. */
    LINE,
    /** A line that is longer than the limit; it was passed over. */
    TOO_LONG,
    /** The stream is at its end, within a line. */
    UNENDED,
    /** The stream is at its end. */
    END
  }

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int limit;
  private final Flushable output;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private byte[] buffer = new byte[CHUNK];
  private int position;
  private int end;
  private int lineStart;
  private int lineEnd;

  /**
   * A reader.
   *
   * @param in what is cut
   * @param limit of a line without its end, in bytes
   * @param output is flushed before a read that may block
   */
  LineReader(InputStream in, int limit, Flushable output) {
    this.in = in;
    this.limit = limit;
    this.output = output;
  }

  /** Reads a line. */
  Found next() throws IOException {
    int searched = position;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        lineStart = position;
        lineEnd = newline;
        position = newline + 1;
        return lineEnd - lineStart > limit ? Found.TOO_LONG : Found.LINE;
      }
      if (end - position > limit) {
        return passOver();
      }
      int before = end - position;
      if (!fill()) {
        position = end;
        return before == 0 ? Found.END : Found.UNENDED;
      }
      searched = position + before;
    }
  }

  /** The line that was found, without its end. */
  String text() throws CharacterCodingException {
    return utf8.decode(ByteBuffer.wrap(buffer, lineStart, lineEnd - lineStart)).toString();
  }

  private Found passOver() throws IOException {
    int newline;
    do {
      position = end;
      if (!fill()) {
        return Found.UNENDED;
      }
      newline = indexOfNewline(position);
    } while (newline < 0);
    position = newline + 1;
    return Found.TOO_LONG;
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads more behind what is not used yet; false at the end of the stream. */
  private boolean fill() throws IOException {
    int kept = end - position;
    if (kept == 0 && buffer.length > CHUNK) {
      buffer = new byte[CHUNK]; // a long line is rare
    } else if (kept == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, kept);
    }
    if (kept < buffer.length && position > 0) {
      position = 0;
      end = kept;
    }
    if (!isReady()) {
      output.flush();
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private boolean isReady() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      return false; // of a device that can't tell; read(2) has its own word on it
    }
  }
}
