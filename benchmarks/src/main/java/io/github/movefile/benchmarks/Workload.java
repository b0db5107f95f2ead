// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.List;

/**
 * What is done by all of its peers.
 *
 * @param name such as "W1 ext4→xfs"
 * @param about one sentence for the report
 * @param from the file system of the image: ext4, btrfs, xfs or tmpfs
 * @param to that of the root
 * @param setup script for bash that makes image and root from the master; not timed
 * @param check what the result is compared by
 * @param peers who does it, MoveFile first
 */
record Workload(
    String name,
    String about,
    String from,
    String to,
    String setup,
    FidelityCheck.Kind check,
    List<Peer> peers) {
  Workload {
    peers = List.copyOf(peers);
  }

  /** The first word of its name. */
  String family() {
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(0, space);
  }
}
