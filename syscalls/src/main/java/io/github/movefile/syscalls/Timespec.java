// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time of a file, exact to the ns: {@code struct timespec}.
 *
 * @param seconds since 1970-01-01T00:00Z, negative before
 * @param nanos 0 to 999,999,999, counted forward from {@code seconds}; or one of the two marks of
 *     utimensat(2)
 */
public record Timespec(long seconds, int nanos) implements Comparable<Timespec> {
  /** {@code UTIME_OMIT}: leave this time as it is, utimensat(2). */
  public static final Timespec OMIT = new Timespec(0, (1 << 30) - 2);

  /** {@code UTIME_NOW}: the kernel's clock, utimensat(2). */
  public static final Timespec NOW = new Timespec(0, (1 << 30) - 1);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  // Those of a record would be made at run time, which takes 9 ms of a command.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Timespec time && time.seconds == seconds && time.nanos == nanos;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(seconds) + nanos;
  }

  /**
   * A time from ns.
   *
   * @param nanos ns since 1970-01-01T00:00Z, negative before
   * @return the time
   */
  public static Timespec ofNanos(long nanos) {
    return new Timespec(
        Math.floorDiv(nanos, NANOS_PER_SECOND), (int) Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /**
   * A time from an instant.
   *
   * @param instant any
   * @return the same time
   */
  public static Timespec of(Instant instant) {
    return new Timespec(instant.getEpochSecond(), instant.getNano());
  }

  /**
   * The ns since 1970-01-01T00:00Z. A {@code long} of ns ends in the year 2262 (and starts in
   * 1677).
   *
   * @return ns, saturated at {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE}
   */
  public long toNanos() {
    try {
      // One second is kept back, so that a negative time near the border doesn't overflow early.
      return seconds < 0
          ? Math.addExact(
              Math.multiplyExact(seconds + 1, NANOS_PER_SECOND), nanos - NANOS_PER_SECOND)
          : Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
    } catch (ArithmeticException overflow) {
      return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /**
   * The time as an instant.
   *
   * @return the same time
   * @throws DateTimeException if it is more than a billion years from now, which tmpfs and btrfs
   *     can store
   */
  public Instant toInstant() {
    return Instant.ofEpochSecond(seconds, nanos);
  }

  /**
   * The time for messages.
   *
   * @return as {@link Instant#toString} has it; where that is too far away, the seconds since 1970
   *     behind an at sign
   */
  public String toText() {
    try {
      return toInstant().toString();
    } catch (DateTimeException e) {
      return "@" + seconds;
    }
  }

  @Override
  public int compareTo(Timespec other) {
    int bySeconds = Long.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
  }
}
