// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares two files, the sparse one of W3 by its extents: to read its holes would fill the page
 * cache with 20 GiB of zeros. That they are holes is seen by the number of blocks.
 */
final class SameContents {
  /** As {@link FileWorkloads} writes them: 64 KiB at each 10 MiB. */
  static final int EXTENT = 64 << 10;

  static final long STRIDE = 10L << 20;
  private static final long SPARSE_FROM = 8L << 30;

  private SameContents() {}

  static boolean ofFiles(Path a, Path b) throws IOException {
    if (Files.size(a) < SPARSE_FROM) {
      return Files.mismatch(a, b) < 0;
    }
    try (FileChannel left = FileChannel.open(a);
        FileChannel right = FileChannel.open(b)) {
      boolean same = left.size() == right.size();
      for (long at = 0; same && at < left.size(); at += STRIDE) {
        same = extent(left, at).equals(extent(right, at));
      }
      return same;
    }
  }

  private static ByteBuffer extent(FileChannel file, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(EXTENT);
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
      // On to the next bytes.
    }
    return buffer.flip();
  }
}
