// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of zeros against a search byte by byte, over random buffers. */
class ZeroRunsTest {
  private static final int BLOCK = ZeroRuns.BLOCK;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void runs_areAlignedBlocksOfZeros(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = randomBlocks(random);
      long offset =
          random.nextInt(3) * (long) BLOCK + (random.nextBoolean() ? 0 : random.nextInt());
      check(bytes, Math.abs(offset), random.nextBoolean());
    }
  }

  private static byte[] randomBlocks(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(6 * BLOCK)];
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = 1;
    }
    return bytes;
  }

  private static void check(byte[] bytes, long offset, boolean atFileEnd) {
    long fileEnd = atFileEnd ? offset + bytes.length : Long.MAX_VALUE;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    boolean first = true;
    boolean wereZeros = false;
    while (buffer.hasRemaining()) {
      int at = buffer.position();
      int run = ZeroRuns.first(buffer, offset + at, fileEnd);
      assertThat(buffer.position()).isEqualTo(at);
      assertThat(first || wereZeros != run < 0).as("runs are as long as can be").isTrue();
      first = false;
      wereZeros = run < 0;
      int end = at + Math.abs(run);
      assertThat(end).isBetween(at + 1, bytes.length);
      for (int from = at; from < end; ) {
        int to = (int) Math.min(end, from + BLOCK - (offset + from) % BLOCK);
        assertThat(isHole(bytes, from, to, offset, fileEnd)).isEqualTo(run < 0);
        from = to;
      }
      buffer.position(end);
    }
  }

  private static boolean isHole(byte[] bytes, int from, int to, long offset, long fileEnd) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    boolean starts = (offset + from) % BLOCK == 0;
    return starts && ((offset + to) % BLOCK == 0 || offset + to >= fileEnd);
  }
}
