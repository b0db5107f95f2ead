// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of one file system, and what was wrong. Of one thread. */
final class Figures {
  private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** Counts one whose outcome is to be right. */
  void add(String kind, String what, Verdict verdict) {
    count(kind, verdict.outcome());
    if (!verdict.failure().isEmpty()) {
      failures.add(kind + ", " + what + ": " + verdict.failure());
    }
  }

  /** Counts a process that was to be killed at a point, but has come to its end. */
  void missed(Point point) {
    count("missed", point.call());
    if (point.isCertain()) {
      failures.add("never came to " + point + " " + point.line());
    }
  }

  /** Counts one of which nothing is required. */
  void count(String kind, String outcome) {
    outcomes.computeIfAbsent(kind, k -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  List<String> failures() {
    return failures;
  }

  int count(String kind) {
    return outcomes.getOrDefault(kind, Map.of()).values().stream().mapToInt(n -> n).sum();
  }

  /** Such as "kills 12 {new=5, old=7}". */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    outcomes.forEach((kind, counts) -> parts.add(kind + " " + count(kind) + " " + counts));
    return String.join("; ", parts);
  }
}
