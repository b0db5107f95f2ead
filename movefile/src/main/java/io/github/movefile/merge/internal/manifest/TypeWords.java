// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import io.github.movefile.syscalls.FileType;
import org.jspecify.annotations.Nullable;

/** How types of files are called in JSON. */
public final class TypeWords {
  private static final FileType[] ALL = FileType.values();

  private TypeWords() {}

  /**
   * The word of a type.
   *
   * @param type any but UNKNOWN
   * @return one word
   */
  public static String of(FileType type) {
    return switch (type) {
      case REGULAR -> "file";
      case DIRECTORY -> "directory";
      case SYMLINK -> "symlink";
      case FIFO -> "fifo";
      case SOCKET -> "socket";
      case BLOCK_DEVICE -> "block";
      case CHARACTER_DEVICE -> "character";
      case UNKNOWN -> throw new IllegalArgumentException("unknown type of file");
    };
  }

  /** The type of a word; null if there is none. */
  static @Nullable FileType type(String word) {
    for (FileType type : ALL) {
      if (type != FileType.UNKNOWN && of(type).equals(word)) {
        return type;
      }
    }
    return null;
  }
}
