// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a regular file holds.
 *
 * @param size in bytes
 * @param pieces what is written; the rest is holes
 */
record Contents(long size, List<Piece> pieces) {
  static final Contents EMPTY = new Contents(0, List.of());

  /**
   * Random bytes, or zeros.
   *
   * @param offset where they begin
   * @param length how many
   * @param seed of the random bytes; 0 for zeros
   */
  record Piece(long offset, int length, long seed) {
    byte[] bytes() {
      byte[] bytes = new byte[length];
      if (seed != 0) {
        new SplittableRandom(seed).nextBytes(bytes);
      }
      return bytes;
    }
  }

  static Contents dense(int size, long seed) {
    return new Contents(size, List.of(new Piece(0, size, seed)));
  }
}
