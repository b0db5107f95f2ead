// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

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
   * From a directory to itself, where rename(2) works.
   *
   * @param of has both
   * @return the pair
   */
  public static Pair within(FileSystem of) {
    return new Pair("within " + of.label(), of.directory(), of.directory());
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
   * For tests that make and mount file systems themselves: the directory of the images, which no
   * ordinary user can write to.
   *
   * @return of root's
   */
  public static Pair ownImages() {
    return new Pair("images of its own", Lab.IMAGES, Lab.IMAGES);
  }

  @Override
  public String toString() {
    return name;
  }
}
