// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Whence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ranges of a file are data, as lseek(2) tells.
 *
 * @param ranges in order, such as {@code 65536..131072}
 * @param length of the file in bytes
 */
record DataMap(List<String> ranges, long length) {
  static DataMap of(Path file) throws ErrnoException {
    Syscalls calls = Syscalls.system();
    List<String> ranges = new ArrayList<>();
    try (Fd fd = calls.paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0)) {
      // Whether what is only in memory counts as data differs between file systems.
      calls.data().fsync(fd);
      long length = calls.data().fstat(fd).size();
      long at = nextData(calls, fd, 0);
      while (at >= 0) {
        long hole = calls.data().lseek(fd, at, Whence.HOLE);
        ranges.add(at + ".." + hole);
        at = nextData(calls, fd, hole);
      }
      return new DataMap(ranges, length);
    }
  }

  /** Where data begins at or behind an offset, or -1 if there is none. */
  private static long nextData(Syscalls calls, Fd fd, long from) throws ErrnoException {
    try {
      return calls.data().lseek(fd, from, Whence.DATA);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENXIO) {
        return -1;
      }
      throw e;
    }
  }
}
