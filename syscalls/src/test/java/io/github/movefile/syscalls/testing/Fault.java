// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.Errno;

/**
 * A failure of a system call.
 *
 * @param call name of the method of {@code PathCalls}, {@code DataCalls} or {@code XattrCalls}; or
 *     {@code close}
 * @param nth which use of the call fails, from 1
 * @param errno why
 * @param span whether later uses fail too
 */
public record Fault(String call, int nth, Errno errno, Span span) {
  /** How long a fault lasts. */
  public enum Span {
    /** The n-th use fails. */
    ONCE,
    /** The n-th use and all later ones fail. */
    FOR_GOOD
  }

  /** Checks that the call exists and is counted from 1. */
  public Fault {
    Interception.requireKnown(call);
    if (nth < 1) {
      throw new IllegalArgumentException("uses are counted from 1, not " + nth);
    }
  }

  /**
   * One use fails.
   *
   * @param call which
   * @param nth which use, from 1
   * @param errno why
   * @return the fault
   */
  public static Fault once(String call, int nth, Errno errno) {
    return new Fault(call, nth, errno, Span.ONCE);
  }

  /**
   * All uses fail.
   *
   * @param call which
   * @param errno why
   * @return the fault
   */
  public static Fault always(String call, Errno errno) {
    return new Fault(call, 1, errno, Span.FOR_GOOD);
  }

  /**
   * A kernel, or a seccomp filter, without the call: ENOSYS.
   *
   * @param call which
   * @return the fault
   */
  public static Fault absent(String call) {
    return always(call, Errno.ENOSYS);
  }

  boolean hits(String name, int use) {
    return call.equals(name) && (span == Span.ONCE ? use == nth : use >= nth);
  }

  /**
   * The fault in a few words, by which a sweep names its cases.
   *
   * @return such as {@code pwrite#3 EIO ONCE}
   */
  @Override
  public String toString() {
    return call + "#" + nth + " " + errno + " " + span;
  }
}
