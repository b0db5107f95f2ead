// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.util.Locale;

/** Amounts for people. */
public final class Sizes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /**
   * A number of bytes in decimal units.
   *
   * @param bytes 0 or more
   * @return such as {@code 67.1 MB}
   */
  public static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 999.95) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /**
   * How long something took, and how fast it was.
   *
   * @param bytes what was done, 0 for no rate
   * @param nanos in how many ns
   * @return such as {@code 0.412 s, 163.2 MB/s}
   */
  public static String pace(long bytes, long nanos) {
    String seconds = String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    return bytes == 0 || nanos <= 0
        ? seconds
        : seconds + ", " + of((long) (bytes / (nanos / 1e9))) + "/s";
  }

  /**
   * A number with its noun.
   *
   * @param count 0 or more
   * @param noun in the singular
   * @param plural for any number but 1
   * @return such as {@code 1,204 files}
   */
  public static String count(long count, String noun, String plural) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : plural);
  }
}
