// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Contents.Piece;
import io.github.movefile.it.lab.FileSystem;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import java.util.ArrayList;
import java.util.List;

/** Random files of all types, with odd names. */
final class RandomFiles {
  private static final int KIB = 1024;

  /** What holes and data are made of; larger than the blocks of any file system here. */
  private static final int GRAIN = 64 * KIB;

  private static final int MOST_GRAINS = 40;
  private static final int MINORS = 1 << 16;
  private static final int LONGEST_NAME = 255;

  /** xfs takes links up to 1023 bytes. */
  private static final int LONGEST_LINK_OF_XFS = 1023;

  private static final int LONGEST_LINK = 4000;

  /** {@code cp} writes to a device that is in its way: there must be none behind the node. */
  private static final List<Integer> UNUSED_MAJORS = List.of(240, 511);

  /** A major number that xfs doesn't take. */
  private static final int LARGE_MAJOR = 4000;

  private static final List<Integer> DENSE_SIZES =
      List.of(1, 100, 4095, 4096, 4097, 10_000, 65_535, 65_536, 70_000, 200_000);

  private static final List<String> NAMES =
      List.of(
          "file",
          "a b",
          "-n",
          "--",
          "dot.",
          "...",
          "new\nline",
          "\u00ff\u00fe",
          Latin.utf8("größe"),
          "*",
          "it's",
          "\"",
          "back\\slash",
          "$(x)",
          "~",
          ".hidden",
          "\u0001\u007f",
          "tab\t",
          " ");

  private final Dice dice;
  private final Site site;
  private final RandomMetadata metadata;
  private int names;

  RandomFiles(Dice dice, Site site, RandomMetadata metadata) {
    this.dice = dice;
    this.site = site;
    this.metadata = metadata;
  }

  /** A name that no other call has given. */
  String name() {
    String unique = Integer.toString(names++, Character.MAX_RADIX);
    if (dice.percent(5)) {
      return unique + "x".repeat(LONGEST_NAME - unique.length());
    }
    String name = dice.oneOf(NAMES);
    return dice.percent(50) ? name + unique : unique + name;
  }

  FileSpec regular(String path) {
    return FileSpec.regular(path, contents(), metadata.of(FileType.REGULAR));
  }

  FileSpec directory(String path) {
    return FileSpec.directory(path, metadata.of(FileType.DIRECTORY));
  }

  FileSpec symlink(String path, String text) {
    return FileSpec.symlink(path, text, metadata.of(FileType.SYMLINK));
  }

  FileSpec symlink(String path) {
    return symlink(path, linkText(home(path)));
  }

  FileSpec node(String path, FileType type) {
    boolean isDevice = type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE;
    boolean isLarge = home(path) != FileSystem.XFS && dice.percent(20);
    int major = isLarge ? LARGE_MAJOR : dice.oneOf(UNUSED_MAJORS);
    long rdev = isDevice ? FileStat.device(major, dice.below(MINORS)) : 0;
    return FileSpec.node(path, type, rdev, metadata.of(type));
  }

  FileSpec node(String path) {
    return node(
        path,
        dice.oneOf(
            FileType.FIFO, FileType.SOCKET, FileType.CHARACTER_DEVICE, FileType.BLOCK_DEVICE));
  }

  private FileSystem home(String path) {
    return path.startsWith("t") ? site.to() : site.from();
  }

  /** Anything but a directory. */
  FileSpec any(String path) {
    int kind = dice.below(100);
    if (kind < 65) {
      return regular(path);
    }
    return kind < 85 ? symlink(path) : node(path);
  }

  /** Never a way out of the world: GNU moves away what a link with a slash behind it leads to. */
  private String linkText(FileSystem home) {
    if (dice.percent(5)) {
      boolean isShort = home == FileSystem.XFS || dice.percent(50);
      return "l".repeat(isShort ? LONGEST_LINK_OF_XFS : LONGEST_LINK);
    }
    return dice.oneOf(
        "gone",
        "../gone/\u00ff\n",
        site.path("v/file"),
        site.path("v/dir"),
        site.path("v"),
        "../v/file",
        ".",
        "loop\u00e9");
  }

  Contents contents() {
    int kind = dice.below(100);
    if (kind < 15) {
      return Contents.EMPTY;
    }
    if (kind < 65) {
      return Contents.dense(dice.oneOf(DENSE_SIZES), dice.bits());
    }
    return kind < 75 ? Contents.dense(2 * GRAIN, 0) : sparse();
  }

  private Contents sparse() {
    int grains = (int) dice.between(MOST_GRAINS / 2, MOST_GRAINS);
    List<Piece> pieces = new ArrayList<>();
    for (int grain = 0; grain < grains; grain++) {
      if (dice.percent(10)) {
        pieces.add(new Piece((long) grain * GRAIN, GRAIN, dice.percent(20) ? 0 : dice.bits()));
      }
    }
    long length = (long) grains * GRAIN + dice.oneOf(0, 1, 4095);
    return new Contents(length, pieces);
  }
}
