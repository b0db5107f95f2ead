// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Interception.Call;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * System calls that fail, or do less than they were asked, where a test says so. What isn't faulted
 * is really done. A faulted call isn't made, with one exception: a faulted {@code close} closes
 * first, as Linux does.
 *
 * <p>Calls are named by the methods of {@code PathCalls}, {@code DataCalls} and {@code XattrCalls},
 * plus {@code close}. Uses are counted from 1 and from the making of this object, faulted ones
 * included. Thread-safe.
 *
 * <p>Signals: a fault with EINTR belongs below the calls that restart, {@code
 * faulty.syscalls().restarting()}.
 */
public final class FaultInjectingSyscalls {
  /** So many faults in a row mean that somebody tries for ever. */
  private static final int ENDLESS = 100_000;

  private static final Set<String> SHORTENED =
      Set.of("pread", "pwrite", "copyFileRange", "sendfile");
  private static final Set<String> ZEROED = Set.of("copyFileRange", "sendfile");
  private static final int EVERY = 0;

  private final Syscalls syscalls;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final List<Hook> hooks = new ArrayList<>();
  private int fired;

  private record Limit(String call, int nth, long atMost) {}

  private record Hook(String call, int nth, Runnable action) {}

  /**
   * Calls without a fault so far.
   *
   * @param real what makes the calls
   */
  public FaultInjectingSyscalls(Syscalls real) {
    this.syscalls = Interception.around(real, this::around);
  }

  /**
   * The calls to hand to the code under test.
   *
   * @return always the same
   */
  public Syscalls syscalls() {
    return syscalls;
  }

  /**
   * Arms a fault; where several hit, the first wins.
   *
   * @param fault what shall fail
   * @return this
   */
  public synchronized FaultInjectingSyscalls arm(Fault fault) {
    faults.add(fault);
    return this;
  }

  /**
   * Lets one use of a call do a part only.
   *
   * @param call {@code pread}, {@code pwrite}, {@code copyFileRange} or {@code sendfile}
   * @param nth which use, from 1
   * @param atMost bytes that it does, at least 1
   * @return this
   */
  public FaultInjectingSyscalls shorten(String call, int nth, long atMost) {
    return limit(new Limit(require(SHORTENED, call), nth, Math.max(1, atMost)));
  }

  /**
   * Lets every use of a call do a part only.
   *
   * @param call {@code pread}, {@code pwrite}, {@code copyFileRange} or {@code sendfile}
   * @param atMost bytes that each does, at least 1
   * @return this
   */
  public FaultInjectingSyscalls shortenAlways(String call, long atMost) {
    return shorten(call, EVERY, atMost);
  }

  /**
   * Lets one use of a call do nothing and answer 0.
   *
   * @param call {@code copyFileRange} or {@code sendfile}
   * @param nth which use, from 1
   * @return this
   */
  public FaultInjectingSyscalls zero(String call, int nth) {
    return limit(new Limit(require(ZEROED, call), nth, 0));
  }

  /**
   * Lets every use of a call do nothing and answer 0.
   *
   * @param call {@code copyFileRange} or {@code sendfile}
   * @return this
   */
  public FaultInjectingSyscalls zeroAlways(String call) {
    return zero(call, EVERY);
  }

  /**
   * Runs something right before a use of a call, as another process could. It should work on files
   * by other means than {@link #syscalls()}, whose counts it would change.
   *
   * @param call which
   * @param nth which use, from 1
   * @param action what to run, in the thread of the call
   * @return this
   */
  public synchronized FaultInjectingSyscalls onCall(String call, int nth, Runnable action) {
    hooks.add(new Hook(Interception.requireKnown(call), nth, action));
    return this;
  }

  /**
   * How often each call was used so far.
   *
   * @return a copy, by name; what was never used is missing
   */
  public synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /**
   * How often a call was used so far.
   *
   * @param call which
   * @return 0 or more
   */
  public synchronized int count(String call) {
    return counts.getOrDefault(Interception.requireKnown(call), 0);
  }

  /**
   * How many uses failed by an armed fault so far.
   *
   * @return 0 or more
   */
  public synchronized int fired() {
    return fired;
  }

  private synchronized FaultInjectingSyscalls limit(Limit limit) {
    limits.add(limit);
    return this;
  }

  private static String require(Set<String> known, String call) {
    if (!known.contains(call)) {
      throw new IllegalArgumentException(call + " is none of " + known);
    }
    return call;
  }

  private @Nullable Object around(Call call) throws ErrnoException {
    int use = countUse(call.name());
    hooksOf(call.name(), use).forEach(hook -> hook.action().run());
    Fault fault = faultOf(call.name(), use);
    if (fault != null) {
      if (call.name().equals(Interception.CLOSE)) {
        call.proceed();
      }
      throw new ErrnoException(call.nameInErrors(), fault.errno());
    }
    Limit limit = limitOf(call.name(), use);
    return limit == null ? call.proceed() : shortened(call, limit.atMost());
  }

  private synchronized int countUse(String name) {
    return counts.merge(name, 1, Integer::sum);
  }

  private synchronized List<Hook> hooksOf(String name, int use) {
    return hooks.stream().filter(h -> h.call().equals(name) && h.nth() == use).toList();
  }

  private synchronized @Nullable Fault faultOf(String name, int use) {
    for (Fault fault : faults) {
      if (fault.hits(name, use)) {
        if (++fired > ENDLESS) {
          throw new AssertionError("still tried after " + ENDLESS + " faults: " + fault);
        }
        return fault;
      }
    }
    return null;
  }

  private synchronized @Nullable Limit limitOf(String name, int use) {
    for (Limit limit : limits) {
      if (limit.call().equals(name) && (limit.nth() == EVERY || limit.nth() == use)) {
        return limit;
      }
    }
    return null;
  }

  private static @Nullable Object shortened(Call call, long atMost) throws ErrnoException {
    if (atMost == 0) {
      return 0L;
    }
    if (call.arguments().get(1) instanceof ByteBuffer buffer) {
      int limit = buffer.limit();
      buffer.limit(buffer.position() + (int) Math.min(buffer.remaining(), atMost));
      try {
        return call.proceed();
      } finally {
        buffer.limit(limit);
      }
    }
    return call.proceedWithLast(Math.min((long) call.lastArgument(), atMost));
  }
}
