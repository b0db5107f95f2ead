// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import io.github.movefile.syscalls.internal.NativeLoader;
import io.github.movefile.syscalls.internal.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Which processes live, as far as proc(5) and kill(2) tell. Thread-safe. */
public final class Processes {
  /** {@code starttime}, counted from the field behind the command's closing parenthesis. */
  private static final int START_TIME_FIELD = 22 - 3;

  private static final String READ_BYTES = "read_bytes:";

  private Processes() {}

  /**
   * This process.
   *
   * @return its number in its PID namespace
   */
  public static int self() {
    return (int) ProcessHandle.current().pid();
  }

  /**
   * How long processors have worked for this process: clock(3).
   *
   * @return ns, of all threads, in user and in kernel mode; -1 where the C library can't be called
   */
  public static long cpuNanos() {
    return NativeLoader.cpuNanos();
  }

  /**
   * What this process has read from disks: {@code read_bytes} of {@code /proc/self/io}, proc(5).
   *
   * @return bytes, without those that were in memory already; -1 if the kernel doesn't tell
   */
  public static long bytesRead() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
        if (line.startsWith(READ_BYTES)) {
          return Long.parseLong(line.substring(READ_BYTES.length()).trim());
        }
      }
      return -1;
    } catch (IOException hidden) {
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
    return Posix.instance().kill(pid, 0) == 0 || Posix.instance().errno() != Errno.ESRCH.code();
  }

  /**
   * When a process was started: field 22 of {@code /proc/PID/stat}, proc(5). With the number it
   * tells a process from a later one of the same number.
   *
   * @param pid a number, more than 0
   * @return clock ticks since boot; empty if there is no such process or it is hidden
   */
  public static OptionalLong startTime(int pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return OptionalLong.of(Long.parseLong(fields[START_TIME_FIELD]));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  /**
   * A number for this boot and PID namespace: process numbers mean something only within both.
   *
   * @return a hash, at least 0
   */
  public static long hostKey() {
    return (hash(read("/proc/sys/kernel/random/boot_id")) * 31 + hash(link("/proc/self/ns/pid")))
        & Long.MAX_VALUE;
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return ""; // without /proc all hosts look alike, and owners are told by process and age
    }
  }

  private static String link(String file) {
    try {
      return Files.readSymbolicLink(Path.of(file)).toString();
    } catch (IOException e) {
      return ""; // as above
    }
  }
}
