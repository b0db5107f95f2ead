// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Waits until nobody works: the kernel's own threads go on for a while after sync(1), as those of
 * xfs that free what was removed, and would take a processor from who is timed next.
 */
final class Settling {
  private static final Path COUNTERS = Path.of("/proc/stat");

  /** The columns of proc(5) behind the name: user, nice, system, idle. */
  private static final int IDLE = 4;

  private static final long STEP_MS = 300;
  private static final int MOST_STEPS = 10;
  private static final double QUIET = 0.97;

  private Settling() {}

  /** Waits at least one step, and no longer than 3 s, should others never rest. */
  static void await() throws IOException, InterruptedException {
    long[] before = counters();
    for (int step = 0; step < MOST_STEPS; step++) {
      Thread.sleep(STEP_MS);
      long[] after = counters();
      if (isQuiet(before, after)) {
        return;
      }
      before = after;
    }
  }

  /** Whether the processors had next to nothing to do between two looks. */
  static boolean isQuiet(long[] before, long[] after) {
    long all = 0;
    for (int i = 0; i < before.length; i++) {
      all += after[i] - before[i];
    }
    return after[IDLE - 1] - before[IDLE - 1] >= QUIET * all;
  }

  private static long[] counters() throws IOException {
    return parse(Files.readAllLines(COUNTERS).get(0));
  }

  /** The numbers of a line of all processors, in ticks. */
  static long[] parse(String line) {
    String[] words = line.trim().split(" +", -1);
    long[] counters = new long[words.length - 1];
    for (int i = 0; i < counters.length; i++) {
      counters[i] = Long.parseLong(words[i + 1]);
    }
    return counters;
  }
}
