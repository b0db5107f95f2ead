// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What {@code /proc/self/mountinfo} tells, see proc(5). */
final class MountTable {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private MountTable() {}

  /**
   * Whether something is mounted below a directory, at this moment.
   *
   * @param paths how its name is found
   * @param directory open
   * @return true also where it can't be known, as without /proc
   */
  static boolean hasMountsBelow(PathCalls paths, Fd directory) {
    try {
      RawPath path = paths.readlinkat(Fd.CWD, RawPath.of("/proc/self/fd/" + directory.number()));
      return isBelow(escaped(path) + '/');
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  private static boolean isBelow(String prefix) throws IOException {
    try (Stream<String> lines = Files.lines(TABLE, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(" ", MOUNT_POINT + 2))
          .anyMatch(
              fields -> fields.length <= MOUNT_POINT || fields[MOUNT_POINT].startsWith(prefix));
    }
  }

  /** As the kernel writes paths there. */
  private static String escaped(RawPath path) {
    return new String(path.unsafeBytes(), StandardCharsets.ISO_8859_1)
        .replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }
}
