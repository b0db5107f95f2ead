// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

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
    return decimal(Math.round(amount * 10), 1) + " " + UNITS[unit];
  }

  /**
   * How long something took, and how fast it was.
   *
   * @param bytes what was done, 0 for no rate
   * @param nanos in how many ns
   * @return such as {@code 0.412 s, 163.2 MB/s}
   */
  public static String pace(long bytes, long nanos) {
    String seconds = decimal(Math.round(nanos / 1e6), 3) + " s";
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
    StringBuilder digits = new StringBuilder().append(count);
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.append(' ').append(count == 1 ? noun : plural).toString();
  }

  /** String.format would load what it knows of languages, which takes 5 ms of a command. */
  private static String decimal(long parts, int places) {
    StringBuilder digits = new StringBuilder().append(parts);
    while (digits.length() <= places) {
      digits.insert(0, '0');
    }
    return digits.insert(digits.length() - places, '.').toString();
  }
}
