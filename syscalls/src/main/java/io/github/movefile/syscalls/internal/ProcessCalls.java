// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.NativeLayer;

/** The calls on processes through jffi. Thread-safe. */
public final class ProcessCalls {
  /** {@code CLOCKS_PER_SEC} is a million everywhere, clock(3). */
  private static final long MICROSECOND = 1000;

  private ProcessCalls() {}

  /**
   * The time of all processors that this process has used: {@code clock_t clock(void)}, clock(3).
   *
   * @return ns, or -1 without the native layer
   */
  public static long cpuNanos() {
    Native c = NativeLoader.loaded();
    return c == null ? -1 : MICROSECOND * c.libc().clock();
  }

  /**
   * This process: {@code pid_t getpid(void)}, getpid(2). The JDK's own way takes 2 ms once.
   *
   * @return its number in its PID namespace
   */
  public static int getpid() {
    Native c = NativeLoader.loaded();
    return c == null ? (int) ProcessHandle.current().pid() : c.libc().getpid();
  }

  /**
   * Sends a signal: {@code int kill(pid_t pid, int sig)}, kill(2).
   *
   * @param pid a process
   * @param signal 0 only asks whether it could be sent
   * @throws ErrnoException if it can't be
   * @throws NativeAbsentException without the native layer
   */
  public static void kill(int pid, int signal) throws ErrnoException {
    Native c = NativeLoader.loaded();
    if (c == null) {
      throw new NativeAbsentException((NativeLayer.Absent) NativeLoader.layer());
    }
    c.check("kill", c.libc().kill(pid, signal));
  }
}
