// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of digests: {@code sha256} in a manifest is {@code SHA-256} to the JDK. */
final class DigestNames {
  private static final Pattern JDK = Pattern.compile("sha-(?=[0-9])");
  private static final Pattern SHORT = Pattern.compile("SHA(?=[0-9]+(/|$))");

  private DigestNames() {}

  static String toManifest(String algorithm) {
    return JDK.matcher(algorithm.toLowerCase(Locale.ROOT)).replaceFirst("sha");
  }

  static String toJdk(String name) {
    return SHORT.matcher(name.toUpperCase(Locale.ROOT)).replaceFirst("SHA-");
  }
}
