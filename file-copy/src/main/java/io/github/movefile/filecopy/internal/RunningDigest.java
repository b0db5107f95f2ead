// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of the bytes that pass, holes as zeros. */
final class RunningDigest {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final MessageDigest digest;

  RunningDigest(String algorithm) {
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("known when the options were made: " + algorithm, e);
    }
  }

  /** Adds what remains in a buffer, whose position stays. */
  void add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  void addZeros(long count) {
    for (long left = count; left > 0; left -= ZEROS.length) {
      digest.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
  }

  byte[] value() {
    return digest.digest();
  }
}
