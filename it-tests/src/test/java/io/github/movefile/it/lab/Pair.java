// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a run has its sources and its targets.
 *
 * @param name "ext4→xfs"
 * @param source a directory in the container
 * @param target another one, or the same
 */
public record Pair(String name, String source, String target) {
  /**
   * From one kind of file system to another, or from the first to the second of one kind.
   *
   * @param from has the sources
   * @param to has the targets
   * @return the pair
   */
  public static Pair of(FileSystem from, FileSystem to) {
    return from == to
        ? new Pair(from.label() + "→second " + to.label(), from.directory(), to.secondDirectory())
        : new Pair(from.label() + "→" + to.label(), from.directory(), to.directory());
  }

  /**
   * From a file system to itself, through a bind mount.
   *
   * @param of has both
   * @return the pair
   */
  public static Pair bound(FileSystem of) {
    return new Pair(of.label() + "→bind of " + of.label(), of.directory(), of.boundDirectory());
  }

  /**
   * Every ordered pair of two kinds, and of the two of one kind.
   *
   * @return 25 pairs
   */
  public static List<Pair> acrossFileSystems() {
    List<Pair> pairs = new ArrayList<>();
    for (FileSystem from : FileSystem.values()) {
      for (FileSystem to : FileSystem.values()) {
        pairs.add(of(from, to));
      }
    }
    return pairs;
  }

  @Override
  public String toString() {
    return name;
  }
}
