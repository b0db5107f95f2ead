// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.Processes;
import java.util.function.LongSupplier;

/**
 * Tells whether threads that have enough to do leave processors idle, since they wait for a disk:
 * then more of them would be faster. Where they are busy, or wait for locks of the kernel, more
 * would be in each other's way. Thread-safe.
 */
final class Idleness {
  /** How long is looked on each time, in ns. */
  static final long PERIOD_NANOS = 25_000_000;

  private static final double BUSY = 0.75;

  private final LongSupplier clock;
  private final LongSupplier cpuClock;
  private final LongSupplier diskBytes;
  private final int processors;
  private long since;
  private long cpuSince;
  private long diskBytesBefore = Long.MAX_VALUE;

  /**
   * Looks from now on.
   *
   * @param clock tells ns
   * @param cpuClock how long processors have worked for this process, in ns; -1 if that isn't known
   * @param diskBytes what the process has waited for, in bytes; -1 if that isn't known
   * @param processors how many there are
   */
  Idleness(LongSupplier clock, LongSupplier cpuClock, LongSupplier diskBytes, int processors) {
    this.clock = clock;
    this.cpuClock = cpuClock;
    this.diskBytes = diskBytes;
    this.processors = processors;
    this.since = clock.getAsLong();
    this.cpuSince = cpuClock.getAsLong();
  }

  /** Of this process: what it reads from disks, or, if it stores each file, that it writes. */
  static Idleness ofThisProcess(boolean storesEachFile) {
    LongSupplier time = System::nanoTime;
    return new Idleness(
        time,
        Processes::cpuNanos,
        storesEachFile ? time : Processes::bytesRead,
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * Whether processors were idle in the last period, which ends with this answer.
   *
   * @param threads how many of the process could have worked
   */
  synchronized boolean isFound(int threads) {
    long now = clock.getAsLong();
    long passed = now - since;
    if (passed < PERIOD_NANOS) {
      return false;
    }
    long cpu = cpuClock.getAsLong();
    boolean isKnown = cpu >= 0 && cpuSince >= 0;
    double worked = (double) (cpu - cpuSince) / passed;
    since = now;
    cpuSince = cpu;
    return isKnown && worked < BUSY * Math.min(threads, processors) && waitsForDisk();
  }

  private boolean waitsForDisk() {
    long bytes = diskBytes.getAsLong();
    boolean isMore = bytes > diskBytesBefore;
    diskBytesBefore = bytes < 0 ? Long.MAX_VALUE : bytes;
    return isMore;
  }
}
