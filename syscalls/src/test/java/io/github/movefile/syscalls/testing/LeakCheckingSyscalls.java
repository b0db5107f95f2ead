// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Interception.Call;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * System calls that know which descriptors were opened through them and not closed yet, and where.
 * A close that fails closes all the same. Thread-safe.
 */
public final class LeakCheckingSyscalls {
  private final Syscalls syscalls;
  private final IdentityHashMap<Fd, Opening> open = new IdentityHashMap<>();

  /** The stack of an opening. */
  private static final class Opening extends Throwable {
    private static final long serialVersionUID = 1L;

    Opening(String call) {
      super(call);
    }
  }

  /**
   * Checks calls.
   *
   * @param real what makes them
   */
  public LeakCheckingSyscalls(Syscalls real) {
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
   * How many descriptors are open now.
   *
   * @return 0 or more
   */
  public synchronized int openCount() {
    return open.size();
  }

  /**
   * Fails unless every descriptor was closed.
   *
   * @throws AssertionError with each opening, and its stack, suppressed in it
   */
  public synchronized void assertNoLeaks() {
    if (!open.isEmpty()) {
      AssertionError leaks = new AssertionError(open.size() + " not closed: " + open.keySet());
      open.values().forEach(leaks::addSuppressed);
      throw leaks;
    }
  }

  private @Nullable Object around(Call call) throws ErrnoException {
    if (call.name().equals(Interception.CLOSE)) {
      forget((Fd) call.arguments().get(0));
    }
    Object result = call.proceed();
    if (result instanceof Fd fd) {
      remember(fd, new Opening(call.name() + "(" + CallText.arguments(call) + ")"));
    }
    return result;
  }

  private synchronized void remember(Fd fd, Opening opening) {
    open.put(fd, opening);
  }

  private synchronized void forget(Fd fd) {
    open.remove(fd);
  }
}
