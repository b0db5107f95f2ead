// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Names of temps: {@code .mvf-HHHHHHHH-PPPPP-SSSSSSS-RRRRRR}. H tells the boot and the PID
 * namespace, P the process, S when it was started, R is random; all in base 36 and of fixed width,
 * so that the name is 34 bytes whatever the target is called. {@link TempOwner} reads them back.
 *
 * <p>Where a file system has no room for that, {@code .mvfRRRR} is tried: it tells no owner. So it
 * is while the owner can't be asked for.
 */
final class TempNames {
  static final String PREFIX = ".mvf-";
  static final String SHORT_PREFIX = ".mvf";
  static final int HOST_WIDTH = 8;
  static final int PID_WIDTH = 5;
  static final int START_WIDTH = 7;
  static final int RANDOM_WIDTH = 6;
  static final int SHORT_RANDOM_WIDTH = 4;
  static final int LENGTH =
      PREFIX.length() + HOST_WIDTH + 1 + PID_WIDTH + 1 + START_WIDTH + 1 + RANDOM_WIDTH;
  static final int SHORT_LENGTH = SHORT_PREFIX.length() + SHORT_RANDOM_WIDTH;

  private static final int BASE = 36;

  /** What all names of this process begin with, once it is known. */
  private static volatile byte @Nullable [] prefix;

  private TempNames() {}

  /** One of the short form if it can't be told now who this process is. */
  static RawPath next() {
    byte[] known = prefix;
    if (known == null) {
      try {
        known = TempOwner.ofThisProcess().prefix().getBytes(StandardCharsets.US_ASCII);
      } catch (ErrnoException e) {
        // Too many files are open, perhaps. A wrong owner would make a living temp look abandoned.
        return nextShort();
      }
      prefix = known;
    }
    return withRandom(known, LENGTH, RANDOM_WIDTH);
  }

  static RawPath nextShort() {
    return withRandom(
        SHORT_PREFIX.getBytes(StandardCharsets.US_ASCII), SHORT_LENGTH, SHORT_RANDOM_WIDTH);
  }

  private static RawPath withRandom(byte[] prefix, int length, int width) {
    byte[] name = Arrays.copyOf(prefix, length);
    long random = ThreadLocalRandom.current().nextLong() >>> 1;
    for (int i = length - 1; i >= length - width; i--) {
      name[i] = (byte) Character.forDigit((int) (random % BASE), BASE);
      random /= BASE;
    }
    return RawPath.of(name);
  }

  /** A number in base 36, of fixed width; higher digits are cut. */
  static String digits(long number, int width) {
    char[] digits = new char[width];
    long rest = number & Long.MAX_VALUE;
    for (int i = width - 1; i >= 0; i--) {
      digits[i] = Character.forDigit((int) (rest % BASE), BASE);
      rest /= BASE;
    }
    return new String(digits);
  }
}
