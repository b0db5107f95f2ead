// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.syscalls.Timespec;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;

/** A time as the command line takes it. */
final class TimeArgument {
  private static final String SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH";
  private static final int DIGITS_OF_A_NANOSECOND = 9;
  private static final int DIGITS_OF_A_LONG = 19;

  private TimeArgument() {}

  /** Takes ns since 1970, {@code @SECONDS[.FRACTION]}, or a time of ISO 8601 with its offset. */
  static Timespec parse(String text) throws UsageException {
    try {
      if (text.startsWith("@")) {
        return requireInstant(ofSeconds(new BigDecimal(text.substring(1))));
      }
      return text.indexOf('T') > 0
          ? Timespec.of(OffsetDateTime.parse(text).toInstant())
          : Timespec.ofNanos(Long.parseLong(text));
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new UsageException("invalid time '" + Help.printable(text) + "'");
    }
  }

  /**
   * Takes the same, or the name of the variable in which builds are told their time: whole seconds
   * since 1970, as its specification has it.
   */
  static Timespec parseLatest(String text, Map<String, String> environment) throws UsageException {
    if (!text.equals(SOURCE_DATE_EPOCH)) {
      return parse(text);
    }
    String seconds = environment.get(SOURCE_DATE_EPOCH);
    if (seconds == null) {
      throw new UsageException("the environment has no " + SOURCE_DATE_EPOCH);
    }
    try {
      return requireInstant(new Timespec(Long.parseLong(seconds), 0));
    } catch (NumberFormatException | DateTimeException e) {
      throw new UsageException(
          "invalid " + SOURCE_DATE_EPOCH + " '" + Help.printable(seconds) + "'");
    }
  }

  /** Messages tell times as instants, which end a billion years from now. */
  private static Timespec requireInstant(Timespec time) {
    time.toInstant();
    return time;
  }

  private static Timespec ofSeconds(BigDecimal seconds) {
    long digitsBeforeThePoint = (long) seconds.precision() - seconds.scale();
    if (seconds.scale() > DIGITS_OF_A_NANOSECOND || digitsBeforeThePoint > DIGITS_OF_A_LONG) {
      throw new ArithmeticException("more than nanoseconds, or more than a long of seconds");
    }
    var nanos = seconds.movePointRight(DIGITS_OF_A_NANOSECOND).toBigIntegerExact();
    var billion = java.math.BigInteger.TEN.pow(DIGITS_OF_A_NANOSECOND);
    var fraction = nanos.mod(billion);
    return new Timespec(
        nanos.subtract(fraction).divide(billion).longValueExact(), fraction.intValueExact());
  }
}
