// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** How much is tried: all, or a share by a seed, within a time. Of one thread. */
public final class Extent {
  /** If true, all is tried. */
  public static final String FULL = "movefile.full";

  /** Decides on what is random. */
  public static final String SEED = "movefile.transactions.seed";

  /** Names of file systems, joined by commas. */
  public static final String TYPES = "movefile.transactions.types";

  /** A short run may take so many times as long, and tries as much more. */
  public static final String LONGER = "movefile.transactions.longer";

  /** Of each kind, however slow the machine is. */
  private static final int LEAST = 1;

  private final long seed = Long.getLong(SEED, 1);
  private final Random random;

  Extent(String type) {
    random = new Random(31 * seed + type.hashCode());
  }

  static Stream<String> types() {
    return Stream.of(System.getProperty(TYPES, "ext4,btrfs,xfs").split(",", -1));
  }

  /** Whether all is tried. */
  static boolean isFull() {
    return Boolean.getBoolean(FULL);
  }

  long seed() {
    return seed;
  }

  Random random() {
    return random;
  }

  /** The choice for a short run, or the full one. */
  static <T> T choose(T some, T full) {
    return isFull() ? full : some;
  }

  /** One, or all. */
  <T> List<T> someOf(List<T> all) {
    return isFull() ? all : List.of(all.get(random.nextInt(all.size())));
  }

  /** Something that is tried. */
  interface Trial<T> {
    void on(T subject) throws Exception;
  }

  /** Tries all in a random order, but stops in time unless it is a full run. */
  <T> void forEach(List<T> subjects, Duration time, Trial<T> trial) throws Exception {
    List<T> shuffled = new ArrayList<>(subjects);
    Collections.shuffle(shuffled, random);
    long end = System.nanoTime() + time.multipliedBy(Long.getLong(LONGER, 1)).toNanos();
    int tried = 0;
    for (T subject : shuffled) {
      if (!isFull() && tried >= LEAST && System.nanoTime() > end) {
        return;
      }
      trial.on(subject);
      tried++;
    }
  }
}
