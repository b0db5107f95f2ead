// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The digests of the bytes that pass, holes as zeros. */
final class RunningDigest {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final Map<String, MessageDigest> byName = new LinkedHashMap<>();
  private final Collection<MessageDigest> digests = byName.values();

  /** Starts digests that {@link DigestNames} knows. */
  RunningDigest(Set<String> algorithms) {
    for (String algorithm : algorithms) {
      try {
        byName.put(algorithm, MessageDigest.getInstance(algorithm));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("known when it was asked for: " + algorithm, e);
      }
    }
  }

  /** Starts what is asked for; null if that is nothing. */
  static @Nullable RunningDigest orNull(Set<String> algorithms) {
    return algorithms.isEmpty() ? null : new RunningDigest(algorithms);
  }

  /** Adds what remains in a buffer, whose position stays. */
  void add(ByteBuffer bytes) {
    for (MessageDigest digest : digests) {
      digest.update(bytes.duplicate());
    }
  }

  void addZeros(long count) {
    for (long left = count; left > 0; left -= ZEROS.length) {
      for (MessageDigest digest : digests) {
        digest.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
      }
    }
  }

  /** Ends the digests; in the order in which they were asked for. */
  Map<String, byte[]> values() {
    Map<String, byte[]> values = new LinkedHashMap<>();
    byName.forEach((algorithm, digest) -> values.put(algorithm, digest.digest()));
    return values;
  }
}
