// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import java.nio.ByteBuffer;

/** Compares the bytes of two open files, up to the first that differs. Thread-safe. */
final class ContentComparison {
  /** As large as what a copy reads at once. */
  private static final int SIZE = 256 * 1024;

  private static final ThreadLocal<ByteBuffer> FIRST =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE));
  private static final ThreadLocal<ByteBuffer> SECOND =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE));

  private final DataCalls data;

  ContentComparison(DataCalls data) {
    this.data = data;
  }

  /**
   * Compares.
   *
   * @param a open for reading
   * @param b open for reading
   * @param size how long both were, in bytes
   * @return false also if one of them is shorter by now
   * @throws ErrnoException if one can't be read
   */
  boolean areEqual(Fd a, Fd b, long size) throws ErrnoException {
    ByteBuffer first = FIRST.get();
    ByteBuffer second = SECOND.get();
    long offset = 0;
    while (offset < size) {
      int count = (int) Math.min(SIZE, size - offset);
      if (!fill(a, first, offset, count)
          || !fill(b, second, offset, count)
          || !first.equals(second)) {
        return false;
      }
      offset += count;
    }
    return true;
  }

  /** Reads that many bytes, however many the kernel gives at once; false at an early end. */
  private boolean fill(Fd file, ByteBuffer buffer, long offset, int count) throws ErrnoException {
    buffer.clear().limit(count);
    while (buffer.hasRemaining()) {
      if (data.pread(file, buffer, offset + buffer.position()) == 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }
}
