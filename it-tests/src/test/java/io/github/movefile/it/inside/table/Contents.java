// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * The bytes of a sample: pieces of data with holes around them.
 *
 * @param length in bytes, holes included
 * @param piece length of each piece of data in bytes
 * @param starts offsets of the pieces, ascending
 */
record Contents(int length, int piece, List<Integer> starts) {
  /** A few bytes. */
  static final Contents TEXT = new Contents(13, 13, List.of(0));

  /** One page. */
  static final Contents PAGE = new Contents(4096, 4096, List.of(0));

  /** Enough for every way of copying to be worth asking for. */
  static final Contents DENSE = new Contents(1 << 20, 1 << 20, List.of(0));

  /** Holes before, between and behind. */
  static final Contents SPARSE =
      new Contents(4 << 20, 64 << 10, List.of(256 << 10, 1 << 20, 3 << 20));

  /** The data of a piece: neither zeros nor the same as that of another. */
  ByteBuffer data(int start) {
    byte[] bytes = new byte[piece];
    new Random(start + 1L).nextBytes(bytes);
    return ByteBuffer.allocateDirect(piece).put(bytes).flip();
  }

  /** The digest that sha256sum(1) has to find. */
  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      int reached = 0;
      for (int start : starts) {
        digest.update(new byte[start - reached]);
        digest.update(data(start));
        reached = start + piece;
      }
      digest.update(new byte[length - reached]);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
