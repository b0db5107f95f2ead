// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import java.nio.ByteBuffer;

/** Finds aligned blocks of zeros in a buffer. */
final class ZeroRuns {
  /** The smallest hole that is made, in bytes: the block size of most file systems. */
  static final int BLOCK = 4096;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK).asReadOnlyBuffer();

  private ZeroRuns() {}

  /**
   * Measures what a buffer begins with: blocks of zeros, or bytes up to the next block of zeros. A
   * block is aligned to the file; only the one at the end of the file may be short.
   *
   * @param bytes not empty; its position stays
   * @param offset where in the file its position is
   * @param fileEnd where the file is expected to end
   * @return how many bytes: negative if they are zeros
   */
  static int first(ByteBuffer bytes, long offset, long fileEnd) {
    int at = bytes.position();
    boolean zeros = isZeroBlock(bytes, at, offset, fileEnd);
    do {
      at += blockLength(bytes, at, offset);
    } while (at < bytes.limit() && isZeroBlock(bytes, at, offset, fileEnd) == zeros);
    int length = at - bytes.position();
    return zeros ? -length : length;
  }

  /** Bytes from an index to the next border of a block, or to the end of the buffer. */
  private static int blockLength(ByteBuffer bytes, int at, long offset) {
    long inFile = offset + (at - bytes.position());
    return (int) Math.min(BLOCK - inFile % BLOCK, bytes.limit() - at);
  }

  private static boolean isZeroBlock(ByteBuffer bytes, int at, long offset, long fileEnd) {
    int length = blockLength(bytes, at, offset);
    long inFile = offset + (at - bytes.position());
    boolean whole = length == BLOCK || (inFile % BLOCK == 0 && inFile + length >= fileEnd);
    return whole && bytes.slice(at, length).mismatch(ZEROS.slice(0, length)) < 0;
  }
}
