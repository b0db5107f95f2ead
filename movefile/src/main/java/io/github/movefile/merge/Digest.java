// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import java.util.Arrays;
import java.util.HexFormat;

/** A digest of contents: bytes that are compared by value. Immutable. */
public final class Digest {
  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes the bytes of a digest.
   *
   * @param bytes as {@link java.security.MessageDigest#digest()} gives them; copied
   * @return the digest
   */
  public static Digest of(byte[] bytes) {
    return new Digest(bytes.clone());
  }

  /**
   * Reads a digest in hexadecimal digits.
   *
   * @param hex an even number of digits
   * @return the digest
   * @throws IllegalArgumentException if they are none
   */
  public static Digest ofHex(String hex) {
    return new Digest(HexFormat.of().parseHex(hex));
  }

  /**
   * The digest in lower-case hexadecimal digits.
   *
   * @return two digits a byte
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
