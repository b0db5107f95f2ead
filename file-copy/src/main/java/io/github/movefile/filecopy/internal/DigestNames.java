// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The names of digests that the security providers of this process know. */
public final class DigestNames {
  private DigestNames() {}

  /**
   * Requires that all names are known.
   *
   * @param algorithms the names
   * @return the same, unmodifiable and ordered
   * @throws IllegalArgumentException if one isn't
   */
  public static Set<String> known(Set<String> algorithms) {
    for (String algorithm : algorithms) {
      try {
        MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    return Collections.unmodifiableSet(new TreeSet<>(algorithms));
  }
}
