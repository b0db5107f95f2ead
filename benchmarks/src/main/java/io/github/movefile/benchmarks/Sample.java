// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.List;

/**
 * One run of one peer.
 *
 * @param workload such as "W1 ext4→xfs"
 * @param peer who ran
 * @param round from 1
 * @param seconds wall time, from the start of the process to its end
 * @param losses what the result lacks, a line each; empty for a true one
 */
record Sample(String workload, String peer, int round, double seconds, List<String> losses) {
  Sample {
    losses = List.copyOf(losses);
  }
}
