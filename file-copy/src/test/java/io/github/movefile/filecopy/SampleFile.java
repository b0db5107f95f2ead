// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Random;

/** Files of the shapes at whose borders copying goes wrong, written by the JDK. */
enum SampleFile {
  EMPTY(0),
  ONE_BYTE(1, 0),
  BLOCK_LESS_ONE(4095, 0),
  BLOCK(4096, 0),
  BLOCK_AND_ONE(4097, 0),
  SMALL_LIMIT_LESS_ONE(64 * 1024 - 1, 0),
  SMALL_LIMIT(64 * 1024, 0),
  BUFFER_LESS_ONE(128 * 1024 - 1, 0),
  BUFFER(128 * 1024, 0),
  BUFFER_AND_ONE(128 * 1024 + 1, 0),
  LEADING_HOLE(1 << 20, 900 * 1024),
  TRAILING_HOLE(1 << 20, 0, 50_000),
  MIDDLE_HOLE(1 << 20, 0, 50_000, 1_000_000),
  SMALL_WITH_HOLES(40_000, 8192, 12_288),
  HOLE_ONLY(1 << 20),
  MANY_EXTENTS(1000 * 8192, -1),
  LARGE((17L << 20) + 12_345, 0),
  BEYOND_2_GIB((2L << 30) + 1_000_003, 1 << 20, (1 << 20) + 5, (2L << 30) + 5),
  HOLE_OF_1_TIB(1L << 40);

  private static final int MANY = -1;
  private static final int EXTENT = 4096;

  private final long length;

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final long[] borders;

  /** Data starts at the first border, ends at the second and so on; the last ends with the file. */
  SampleFile(long length, long... borders) {
    this.length = length;
    this.borders = borders;
  }

  long length() {
    return length;
  }

  boolean isHuge() {
    return length > 1L << 30;
  }

  /** Writes the file. */
  Path in(Path directory) throws IOException {
    Path file = directory.resolve(name());
    Random random = new Random(length);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(length);
      FileChannel out = sparse.getChannel();
      if (borders.length > 0 && borders[0] == MANY) {
        for (long at = 0; at < length; at += 2 * EXTENT) {
          fill(out, at, at + EXTENT, random);
        }
      } else {
        for (int i = 0; i < borders.length; i += 2) {
          fill(out, borders[i], i + 1 < borders.length ? borders[i + 1] : length, random);
        }
      }
    }
    return file;
  }

  private static void fill(FileChannel out, long from, long to, Random random) throws IOException {
    byte[] bytes = new byte[(int) (to - from)];
    random.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer, from + buffer.position());
    }
  }
}
