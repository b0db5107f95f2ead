// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the contents of a file are on its disk, as filefrag(8) has it from FIEMAP.
 *
 * @param list in the order of the file, in blocks
 */
record Extents(List<Extents.Extent> list) {
  /** Such as {@code 0: 0.. 511: 3328.. 3839: 512: last,shared,eof}, with "expected" at times. */
  private static final Pattern LINE =
      Pattern.compile(
          " *\\d+: *(\\d+)\\.\\. *\\d+: *(\\d+)\\.\\. *\\d+: *(\\d+):(?: *\\d+:)? *([a-z_,]*)");

  /**
   * A range of a file.
   *
   * @param logical where in the file
   * @param physical where on the disk
   * @param length of both
   * @param flags such as {@code shared}
   */
  record Extent(long logical, long physical, long length, Set<String> flags) {
    boolean overlaps(Extent other) {
      return physical < other.physical + other.length && other.physical < physical + length;
    }
  }

  /** Stores the file first: what is only in memory has no place yet. */
  static Extents of(Path file) {
    List<Extent> extents = new ArrayList<>();
    String text = Shell.run("filefrag -s -v \"$1\"", file);
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      extents.add(
          new Extent(
              Long.parseLong(line.group(1)),
              Long.parseLong(line.group(2)),
              Long.parseLong(line.group(3)),
              Set.of(line.group(4).split(",", -1))));
    }
    if (extents.isEmpty()) {
      throw new AssertionError("no extents: " + text);
    }
    return new Extents(List.copyOf(extents));
  }

  /** The same blocks of the disk in the same order, whatever the flags. */
  List<String> places() {
    return list.stream().map(e -> e.logical + "→" + e.physical + "+" + e.length).toList();
  }

  /** Whether all extents have a flag. */
  boolean all(String flag) {
    return list.stream().allMatch(extent -> extent.flags.contains(flag));
  }

  /** Whether any extent has a flag. */
  boolean any(String flag) {
    return list.stream().anyMatch(extent -> extent.flags.contains(flag));
  }

  /** Whether both files have a block of the disk in common. */
  boolean overlaps(Extents other) {
    return list.stream().anyMatch(mine -> other.list.stream().anyMatch(mine::overlaps));
  }
}
