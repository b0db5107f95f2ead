// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import io.github.movefile.syscalls.Timespec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as decimal numbers of seconds, exact to the ns: half a second before 1970 is {@code
 * -0.500000000}, as stat(1) prints it.
 */
public final class TimeText {
  private static final Pattern FORM = Pattern.compile("(-?)([0-9]{1,19})\\.([0-9]{9})");
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private TimeText() {}

  /**
   * Writes a time.
   *
   * @param time any
   * @return nine digits behind the point
   */
  public static String of(Timespec time) {
    boolean isRounded = time.seconds() < 0 && time.nanos() > 0;
    long seconds = isRounded ? time.seconds() + 1 : time.seconds();
    int nanos = isRounded ? NANOS_PER_SECOND - time.nanos() : time.nanos();
    StringBuilder text = new StringBuilder(32);
    if (isRounded && seconds == 0) {
      text.append('-');
    }
    text.append(seconds).append('.');
    String digits = Integer.toString(nanos);
    for (int i = digits.length(); i < 9; i++) {
      text.append('0');
    }
    return text.append(digits).toString();
  }

  /** Reads a time; NumberFormatException if it is none, or farther away than a file can say. */
  static Timespec parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new NumberFormatException(text);
    }
    long seconds = Long.parseLong(form.group(1) + form.group(2));
    int nanos = Integer.parseInt(form.group(3));
    if (form.group(1).isEmpty() || nanos == 0) {
      return new Timespec(seconds, nanos);
    }
    if (seconds == Long.MIN_VALUE) {
      throw new NumberFormatException(text);
    }
    return new Timespec(seconds - 1, NANOS_PER_SECOND - nanos);
  }
}
