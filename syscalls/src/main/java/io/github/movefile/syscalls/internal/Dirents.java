// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.util.List;

/** Reads what getdents64(2) gives: {@code struct linux_dirent64}, one after the other. */
final class Dirents {
  private static final int RECORD_LENGTH = 16;
  private static final int TYPE = 18;
  private static final int NAME = 19;

  private Dirents() {}

  /**
   * Decodes them.
   *
   * @param buffer what was read
   * @param length how much of it, in bytes
   * @param entries gets them, but for {@code .} and {@code ..}
   * @param onlyDirectories whether it gets directories and those of an unknown type only
   * @return how many there were, but for {@code .} and {@code ..}
   */
  static int decode(
      DirectMemory buffer, int length, List<DirectoryEntry> entries, boolean onlyDirectories) {
    int count = 0;
    int end;
    for (int at = 0; at < length; at = end) {
      end = at + (buffer.getShort(at + RECORD_LENGTH) & 0xffff);
      if (!isDotOrDotDot(buffer, at + NAME)) {
        count++;
        FileType type = FileType.ofDirent(buffer.getByte(at + TYPE));
        if (!onlyDirectories || type == FileType.DIRECTORY || type == FileType.UNKNOWN) {
          entries.add(new DirectoryEntry(name(buffer, at + NAME), buffer.getLong(at), type));
        }
      }
    }
    return count;
  }

  private static boolean isDotOrDotDot(DirectMemory buffer, int name) {
    if (buffer.getByte(name) != '.') {
      return false;
    }
    byte second = buffer.getByte(name + 1);
    return second == 0 || (second == '.' && buffer.getByte(name + 2) == 0);
  }

  private static RawPath name(DirectMemory buffer, int start) {
    int end = start;
    while (buffer.getByte(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    buffer.get(start, name, name.length);
    return RawPath.of(name);
  }
}
