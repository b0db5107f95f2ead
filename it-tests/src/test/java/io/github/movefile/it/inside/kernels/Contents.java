// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Files by what is in them. */
public enum Contents {
  /** Nothing. */
  EMPTY("an empty file", 0),
  /** Less than is copied by ways for large files. */
  SMALL("a small file", 5_000),
  /** One byte less than {@link #LARGE}. */
  ALMOST_LARGE("64 KiB less a byte", 64 * 1024 - 1),
  /** The least that is large. */
  LARGE("64 KiB", 64 * 1024),
  /** More than the buffer for reading and writing. */
  A_MIB("1 MiB and a byte", 1024 * 1024 + 1),
  /** Two holes, one of them at the end. */
  SPARSE("a sparse file", 3 << 20, new Range(0, 64 * 1024), new Range(1 << 20, 12 * 1024));

  /** What a file system may take for itself, of a sparse file: extents and attributes. */
  static final long SLACK = 16 * 1024;

  /** Data, in whole blocks. */
  private record Range(long start, int length) {}

  private final String label;
  private final long length;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Range> data;

  Contents(String label, int length) {
    this(label, length, new Range(0, length));
  }

  Contents(String label, long length, Range... data) {
    this.label = label;
    this.length = length;
    this.data = List.of(data);
  }

  /**
   * Writes a new file.
   *
   * @param file that doesn't exist
   */
  public void writeTo(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      // First: xfs allocates into the holes of a file that is lengthened by writing.
      out.setLength(length);
      for (Range each : data) {
        out.seek(each.start);
        out.write(bytes(each.length));
      }
      if (hasHoles()) {
        // What isn't allocated yet may be told as data in larger pieces.
        out.getFD().sync();
      }
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  long length() {
    return length;
  }

  /** Bytes that aren't in holes. */
  long dataLength() {
    return data.stream().mapToLong(Range::length).sum();
  }

  boolean hasHoles() {
    return dataLength() < length;
  }

  /** One behind each range of data. */
  int holes() {
    return hasHoles() ? data.size() : 0;
  }

  @Override
  public String toString() {
    return label;
  }
}
