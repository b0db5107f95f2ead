// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import io.github.movefile.merge.MalformedManifestException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits bytes at newlines. A last line without one is one that was cut off. For one thread. */
public final class LineReader implements Closeable {
  /** Some thousand times what the longest usual path takes; whoever writes more means harm. */
  static final int LONGEST = 1 << 24;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long number;

  /**
   * A reader.
   *
   * @param in closed with this
   */
  public LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * Looks ahead.
   *
   * @return the next byte, or -1 at the end
   * @throws IOException if it can't be read
   */
  public int firstByte() throws IOException {
    return hasMore() ? buffer[from] & 0xff : -1;
  }

  /**
   * The number of the line that was read last.
   *
   * @return from 1; 0 before the first
   */
  public long number() {
    return number;
  }

  /**
   * Reads a line.
   *
   * @return its bytes without the newline; null at the end
   * @throws MalformedManifestException if it is too long, or has no end
   * @throws IOException if it can't be read
   */
  public byte @Nullable [] next() throws IOException {
    if (!hasMore()) {
      return null;
    }
    number++;
    int end = endInBuffer();
    if (end < to) {
      byte[] line = Arrays.copyOfRange(buffer, from, end);
      from = end + 1;
      return line;
    }
    return longLine();
  }

  /** A line that goes on behind the buffer. All of it is read, so that the next one is whole. */
  private byte[] longLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2 * BUFFER);
    boolean isTooLong = false;
    while (hasMore()) {
      int end = endInBuffer();
      isTooLong |= line.size() + (end - from) > LONGEST;
      if (!isTooLong) {
        line.write(buffer, from, end - from);
      }
      from = end;
      if (end < to) {
        from++;
        if (isTooLong) {
          throw new MalformedManifestException(number, "longer than " + LONGEST + " bytes");
        }
        return line.toByteArray();
      }
    }
    throw new MalformedManifestException(number, "no newline at its end: it was cut off");
  }

  private int endInBuffer() {
    int end = from;
    while (end < to && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean hasMore() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(in.read(buffer, 0, BUFFER), 0);
    }
    return from < to;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
