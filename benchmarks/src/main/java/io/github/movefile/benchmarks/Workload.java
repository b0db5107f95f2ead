// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param ownTree the master, instead of the one that the others share; it takes a while to make, so
 *     that such a workload is only measured when asked for
 */
record Workload(
    String name,
    String about,
    String from,
    String to,
    String setup,
    FidelityCheck.Kind check,
    List<Peer> peers,
    Optional<TreeShape> ownTree) {
  Workload {
    peers = List.copyOf(peers);
  }

  /** One on the tree that all share. */
  Workload(
      String name,
      String about,
      String from,
      String to,
      String setup,
      FidelityCheck.Kind check,
      List<Peer> peers) {
    this(name, about, from, to, setup, check, peers, Optional.empty());
  }

  /**
   * Whether it is to be measured.
   *
   * @param wanted names and families; none for all that don't take long
   * @param all those that take long too, if none is named
   */
  boolean isWanted(List<String> wanted, boolean all) {
    return wanted.isEmpty()
        ? all || ownTree.isEmpty()
        : wanted.contains(name) || wanted.contains(family());
  }

  /** Whether both of its file systems are there. */
  boolean fits(Set<String> fileSystems) {
    return fileSystems.contains(from) && fileSystems.contains(to);
  }

  /** The first word of its name. */
  String family() {
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(0, space);
  }
}
