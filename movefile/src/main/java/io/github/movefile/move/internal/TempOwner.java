// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Processes;
import io.github.movefile.syscalls.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who made a temp: read from its name.
 *
 * @param host boot and PID namespace, hashed: only within these does a process number mean anything
 * @param pid the process
 * @param start when it was started, in clock ticks since boot
 */
record TempOwner(String host, int pid, long start) {
  private static final int BASE = 36;

  /** The host of this process, once it is known. */
  private static volatile @Nullable String here;

  static TempOwner ofThisProcess() throws ErrnoException {
    int pid = Processes.self();
    return new TempOwner(here(), pid, Processes.startTime(pid).orElse(0));
  }

  private static String here() throws ErrnoException {
    String known = here;
    if (known == null) {
      known = TempNames.digits(Processes.hostKey(), TempNames.HOST_WIDTH);
      here = known;
    }
    return known;
  }

  /** Whether a name is that of a temp, with or without an owner. */
  static boolean isTempName(RawPath name) {
    return of(name).isPresent() || isShort(text(name));
  }

  /** The owner in a name; empty for the short form and for names that are no temps. */
  static Optional<TempOwner> of(RawPath name) {
    String text = text(name);
    int pidAt = TempNames.PREFIX.length() + TempNames.HOST_WIDTH;
    int startAt = pidAt + 1 + TempNames.PID_WIDTH;
    int randomAt = startAt + 1 + TempNames.START_WIDTH;
    boolean hasForm =
        text.length() == TempNames.LENGTH
            && text.startsWith(TempNames.PREFIX)
            && text.charAt(pidAt) == '-'
            && text.charAt(startAt) == '-'
            && text.charAt(randomAt) == '-'
            && isBase36(text.substring(TempNames.PREFIX.length(), pidAt))
            && isBase36(text.substring(pidAt + 1, startAt))
            && isBase36(text.substring(startAt + 1, randomAt))
            && isBase36(text.substring(randomAt + 1));
    if (!hasForm) {
      return Optional.empty();
    }
    return Optional.of(
        new TempOwner(
            text.substring(TempNames.PREFIX.length(), pidAt),
            Integer.parseInt(text.substring(pidAt + 1, startAt), BASE),
            Long.parseLong(text.substring(startAt + 1, randomAt), BASE)));
  }

  private static boolean isShort(String text) {
    return text.length() == TempNames.SHORT_LENGTH
        && text.startsWith(TempNames.SHORT_PREFIX)
        && isBase36(text.substring(TempNames.SHORT_PREFIX.length()));
  }

  private static boolean isBase36(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  }

  private static String text(RawPath name) {
    return new String(name.unsafeBytes(), StandardCharsets.ISO_8859_1);
  }

  /** What this owner's temps begin with. */
  String prefix() {
    return TempNames.PREFIX
        + host
        + '-'
        + TempNames.digits(pid, TempNames.PID_WIDTH)
        + '-'
        + TempNames.digits(start, TempNames.START_WIDTH)
        + '-';
  }

  /** Whether the process number is one of this boot and PID namespace. */
  boolean isOfThisHost() throws ErrnoException {
    return host.equals(here());
  }

  /** Whether the very process still runs; a later one with its number is another. */
  boolean isAlive() throws ErrnoException {
    if (!Processes.exists(pid)) {
      return false;
    }
    // Where /proc hides other users' processes, an unknown start counts as a living owner.
    return Processes.startTime(pid).stream()
        .allMatch(now -> TempNames.digits(now, TempNames.START_WIDTH).equals(startDigits()));
  }

  private String startDigits() {
    return TempNames.digits(start, TempNames.START_WIDTH);
  }
}
