// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import io.github.movefile.syscalls.internal.ProcFiles;
import io.github.movefile.syscalls.internal.ProcessCalls;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/** Which processes live, as far as proc(5) and kill(2) tell. Thread-safe. */
public final class Processes {
  /** {@code starttime}, counted from the field behind the command's closing parenthesis. */
  private static final int START_TIME_FIELD = 22 - 3;

  private static final String READ_BYTES = "\nread_bytes:";

  private static final Set<Errno> HIDDEN =
      EnumSet.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ESRCH, Errno.EACCES, Errno.EPERM, Errno.EINVAL);

  private Processes() {}

  /**
   * This process.
   *
   * @return its number in its PID namespace
   */
  public static int self() {
    return ProcessCalls.getpid();
  }

  /**
   * How long processors have worked for this process: clock(3).
   *
   * @return ns, of all threads, in user and in kernel mode; -1 where the C library can't be called
   */
  public static long cpuNanos() {
    return ProcessCalls.cpuNanos();
  }

  /**
   * What this process has read from disks: {@code read_bytes} of {@code /proc/self/io}, proc(5).
   *
   * @return bytes, without those that were in memory already; -1 if the kernel doesn't tell
   */
  public static long bytesRead() {
    try {
      String text = ProcFiles.read("/proc/self/io");
      int at = text.indexOf(READ_BYTES);
      if (at < 0) {
        return -1;
      }
      int from = at + READ_BYTES.length();
      return Long.parseLong(text.substring(from, text.indexOf('\n', from)).trim());
    } catch (ErrnoException hidden) {
      return -1;
    }
  }

  /**
   * Whether there is a process of this number, of whatever user: {@code kill(pid, 0)}, kill(2).
   *
   * @param pid a number, more than 0
   * @return true also for a zombie
   */
  public static boolean exists(int pid) {
    try {
      ProcessCalls.kill(pid, 0);
      return true;
    } catch (ErrnoException e) {
      return e.errno() != Errno.ESRCH;
    }
  }

  /**
   * When a process was started: field 22 of {@code /proc/PID/stat}, proc(5). With the number it
   * tells a process from a later one of the same number.
   *
   * @param pid a number, more than 0
   * @return clock ticks since boot; empty if there is no such process or it is hidden
   * @throws ErrnoException if it can't be asked for now, as when too many files are open
   */
  public static OptionalLong startTime(int pid) throws ErrnoException {
    try {
      String stat = ProcFiles.read("/proc/" + pid + "/stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[START_TIME_FIELD]));
    } catch (ErrnoException e) {
      requireHidden(e);
      return OptionalLong.empty();
    }
  }

  /**
   * A number for this boot and PID namespace: process numbers mean something only within both.
   * Without {@code /proc} all hosts look alike.
   *
   * @return a hash, at least 0
   * @throws ErrnoException if it can't be asked for now, as when too many files are open
   */
  public static long hostKey() throws ErrnoException {
    return (hash(bootId()) * 31 + hash(pidNamespace())) & Long.MAX_VALUE;
  }

  private static String bootId() throws ErrnoException {
    try {
      return ProcFiles.read("/proc/sys/kernel/random/boot_id").strip();
    } catch (ErrnoException e) {
      requireHidden(e);
      return "";
    }
  }

  private static String pidNamespace() throws ErrnoException {
    try {
      return ProcFiles.link("/proc/self/ns/pid");
    } catch (ErrnoException e) {
      requireHidden(e);
      return "";
    }
  }

  /** The file isn't there, or not for this user, and won't be; anything else may pass. */
  private static void requireHidden(ErrnoException e) throws ErrnoException {
    if (!HIDDEN.contains(e.errno())) {
      throw e;
    }
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
