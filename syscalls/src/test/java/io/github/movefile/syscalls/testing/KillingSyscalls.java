// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Interception.Call;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * System calls of a process that is killed at one of them: from there on no call is made any more,
 * whatever the code under test tries. What is left is what SIGKILL would leave, since nothing but
 * these calls reaches the kernel; closing this closes the descriptors, as the end of a process
 * does, and so gives up its locks.
 *
 * <p>Calls of all names are counted together, from 1, closings included. Thread-safe.
 */
public final class KillingSyscalls implements AutoCloseable {
  private final Syscalls syscalls;
  private final int last;
  private final Set<Fd> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int count;

  /** Thrown by each call of a killed process. No code under test may catch it for good. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String call) {
      super("killed at " + call);
    }
  }

  /**
   * Calls that end.
   *
   * @param real what makes the calls
   * @param last how many calls are made; {@link Integer#MAX_VALUE} for all
   */
  public KillingSyscalls(Syscalls real, int last) {
    this.syscalls = Interception.around(real, this::around);
    this.last = last;
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
   * How many calls were made or tried.
   *
   * @return 0 or more
   */
  public synchronized int count() {
    return count;
  }

  private @Nullable Object around(Call call) throws ErrnoException {
    synchronized (this) {
      if (++count > last) {
        throw new Killed(call.name());
      }
      if (call.name().equals(Interception.CLOSE)) {
        open.remove((Fd) call.arguments().get(0));
      }
    }
    Object result = call.proceed();
    if (result instanceof Fd fd) {
      synchronized (this) {
        open.add(fd);
      }
    }
    return result;
  }

  @Override
  public synchronized void close() throws ErrnoException {
    for (Fd fd : open) {
      fd.close();
    }
    open.clear();
  }
}
