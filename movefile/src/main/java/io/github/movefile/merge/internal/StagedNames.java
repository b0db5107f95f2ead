// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The temp names of one transaction: {@code .mvt-RRRRRRRRRRRR-N}, where R is random and N counts.
 * What a file replaces may be kept under its staged name and an {@code o}, which is no digit of a
 * count, so that it is no other's staged name. They are none of those that a {@link
 * io.github.movefile.move.TempSweeper} removes: once new files have their names, what they have
 * replaced is behind these. Thread-safe.
 */
final class StagedNames {
  private static final String HEAD = ".mvt-";
  private static final int RANDOM_BASE = 36;

  /** Its digits end with {@code n}. */
  private static final int COUNT_BASE = 24;

  private static final int RANDOM_DIGITS = 12;
  private static final byte OLD = 'o';

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  private StagedNames(String prefix) {
    this.prefix = prefix;
  }

  static StagedNames random() {
    SecureRandom random = new SecureRandom();
    StringBuilder prefix = new StringBuilder(HEAD);
    for (int i = 0; i < RANDOM_DIGITS; i++) {
      prefix.append(Character.forDigit(random.nextInt(RANDOM_BASE), RANDOM_BASE));
    }
    return new StagedNames(prefix.append('-').toString());
  }

  /** What all of them begin with. */
  RawPath prefix() {
    return RawPath.of(prefix);
  }

  RawPath next() {
    String name = prefix + Long.toString(count.getAndIncrement(), COUNT_BASE);
    return RawPath.of(name.getBytes(StandardCharsets.US_ASCII));
  }

  /** The name of what the file behind a staged name replaces, where two can't be exchanged. */
  static RawPath old(RawPath staged) {
    byte[] name = Arrays.copyOf(staged.unsafeBytes(), staged.length() + 1);
    name[name.length - 1] = OLD;
    return RawPath.of(name);
  }

  static boolean hasPrefix(RawPath name, RawPath prefix) {
    int n = prefix.length();
    return name.length() >= n
        && Arrays.equals(name.unsafeBytes(), 0, n, prefix.unsafeBytes(), 0, n);
  }
}
