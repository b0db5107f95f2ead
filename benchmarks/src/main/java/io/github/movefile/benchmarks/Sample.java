// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of one peer.
 *
 * @param day when it was taken, such as 2026-02-28; empty if that was not written down
 * @param workload such as "W1 ext4→xfs"
 * @param peer who ran
 * @param round from 1
 * @param seconds wall time: from the start of a process to its end, or as a running program says
 * @param figures what else was measured, by names that tell the unit, such as "requests/s"; mostly
 *     none
 * @param losses what the result lacks, a line each; empty for a true one
 */
record Sample(
    String day,
    String workload,
    String peer,
    int round,
    double seconds,
    Map<String, Double> figures,
    List<String> losses) {
  /** What a loss begins with that is a run which broke off: its time says nothing. */
  static final String FAILED = "failed";

  Sample {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    losses = List.copyOf(losses);
  }

  boolean hasFailed() {
    return losses.stream().anyMatch(loss -> loss.startsWith(FAILED));
  }

  /** One of today. */
  static Sample today(
      String workload,
      String peer,
      int round,
      double seconds,
      Map<String, Double> figures,
      List<String> losses) {
    String day = LocalDate.now(ZoneOffset.UTC).toString();
    return new Sample(day, workload, peer, round, seconds, figures, losses);
  }
}
