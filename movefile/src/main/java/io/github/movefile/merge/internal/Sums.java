// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import java.util.EnumMap;
import java.util.Map;

/** Numbers that are added up for each constant of an enum, without an object a number. */
final class Sums<E extends Enum<E>> {
  private final Class<E> type;
  private final Map<E, long[]> sums;

  Sums(Class<E> type) {
    this.type = type;
    this.sums = new EnumMap<>(type);
  }

  void add(E constant, long number) {
    long[] sum = sums.get(constant);
    if (sum == null) {
      sum = new long[1];
      sums.put(constant, sum);
    }
    sum[0] += number;
  }

  /** Those that something was added to, if only 0; unmodifiable. */
  Map<E, Long> toMap() {
    Map<E, Long> map = new EnumMap<>(type);
    sums.forEach((constant, sum) -> map.put(constant, sum[0]));
    return Map.copyOf(map);
  }
}
