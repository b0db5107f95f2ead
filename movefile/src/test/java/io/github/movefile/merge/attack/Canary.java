// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree that nobody may read, write or change, and all that is known of it: names, contents, and
 * every field of every inode. A read would show by the time of access, which looking on from here
 * doesn't change; any change of an inode shows by its ctime.
 */
final class Canary {
  private static final Syscalls CALLS = Syscalls.system();
  private static final PathCalls PATHS = CALLS.paths();
  private static final OpenFlags QUIETLY =
      OpenFlags.READ_ONLY.with(OpenFlags.NO_ATIME).with(OpenFlags.NOFOLLOW);

  /** Earlier than the other, so that also relatime has the next read change it. */
  private static final Timespec ATIME = new Timespec(1_000_000_000, 1);

  private static final Timespec MTIME = new Timespec(1_100_000_000, 2);
  private static final int LARGEST = 65_536;

  private final Path top;
  private final Map<String, String> before;
  private final List<FileStat> inodes = new ArrayList<>();

  private Canary(Path top, Map<String, String> before) throws IOException {
    this.top = top;
    this.before = before;
    for (String path : before.keySet()) {
      RawPath file = RawPath.of(top.resolve(path));
      inodes.add(PATHS.statx(Fd.CWD, file, AtFlags.SYMLINK_NOFOLLOW));
    }
  }

  /**
   * Gives all files of a tree times, and looks at them.
   *
   * @param top a directory
   */
  static Canary of(Path top) throws IOException {
    for (String path : record(top).keySet()) {
      RawPath file = RawPath.of(top.resolve(path));
      PATHS.utimensat(Fd.CWD, file, ATIME, MTIME, AtFlags.SYMLINK_NOFOLLOW);
    }
    return new Canary(top, record(top));
  }

  /** Whether a file is the top or below it. */
  boolean has(FileStat file) {
    return inodes.stream().anyMatch(file::isSameFile);
  }

  void assertUntouched() throws IOException {
    assertThat(record(top)).isEqualTo(before);
  }

  private static Map<String, String> record(Path top) throws IOException {
    Map<String, String> all = new TreeMap<>();
    look(all, "", Fd.CWD, RawPath.of(top));
    return all;
  }

  private static void look(Map<String, String> all, String path, Fd dir, RawPath name)
      throws IOException {
    FileStat facts = PATHS.statx(dir, name, AtFlags.SYMLINK_NOFOLLOW);
    String contents = "";
    if (facts.isDirectory()) {
      try (Fd fd = PATHS.openat(dir, name, QUIETLY.with(OpenFlags.DIRECTORY), 0)) {
        List<DirectoryEntry> entries = PATHS.getdents64(fd); // a few, that fit one call
        for (DirectoryEntry entry : entries) {
          look(
              all,
              path.isEmpty() ? "" + entry.name() : path + "/" + entry.name(),
              fd,
              entry.name());
        }
      }
    } else if (facts.isRegular()) {
      try (Fd fd = PATHS.openat(dir, name, QUIETLY, 0)) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
        byte[] bytes = new byte[CALLS.data().pread(fd, buffer, 0)];
        buffer.flip().get(bytes);
        contents = Arrays.toString(bytes);
      }
    } else if (facts.isSymlink()) {
      contents = "to " + PATHS.readlinkat(dir, name);
    }
    all.put(path, contents + " " + (facts.isSymlink() ? withoutAtime(facts) : facts));
  }

  /** Only reading a link changes that, which this does itself. */
  private static String withoutAtime(FileStat facts) {
    return facts.toString().replace("atime=" + facts.atime(), "");
  }
}
