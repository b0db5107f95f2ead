// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.InodeFlags;
import java.util.List;

/** The letters of chattr(1) and lsattr(1). */
final class Chattr {
  private record Letter(String letter, InodeFlags flag) {}

  /** In the order of lsattr(1). */
  private static final List<Letter> LETTERS =
      List.of(
          new Letter("S", InodeFlags.SYNC),
          new Letter("i", InodeFlags.IMMUTABLE),
          new Letter("a", InodeFlags.APPEND),
          new Letter("d", InodeFlags.NO_DUMP),
          new Letter("A", InodeFlags.NO_ATIME),
          new Letter("c", InodeFlags.COMPRESS),
          new Letter("C", InodeFlags.NO_COPY_ON_WRITE),
          new Letter("m", InodeFlags.NO_COMPRESS));

  private Chattr() {}

  static List<String> each(InodeFlags flags) {
    return LETTERS.stream().filter(each -> flags.has(each.flag())).map(Letter::letter).toList();
  }

  static String letters(InodeFlags flags) {
    return String.join("", each(flags));
  }
}
