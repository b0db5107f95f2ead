// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.syscalls.DataCalls;
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

/** Where a file has data, as lseek(2) tells. */
final class Extents {
  private Extents() {}

  /**
   * A range of data.
   *
   * @param start in bytes
   * @param end behind its last byte
   */
  record Extent(long start, long end) {}

  /** All data of a file, in order. */
  static List<Extent> of(Path file) throws ErrnoException {
    List<Extent> extents = new ArrayList<>();
    DataCalls calls = Syscalls.system().data();
    try (Fd fd =
        Syscalls.system().paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0)) {
      for (long at = 0; ; ) {
        long start = calls.lseek(fd, at, Whence.DATA);
        at = calls.lseek(fd, start, Whence.HOLE);
        extents.add(new Extent(start, at));
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENXIO) { // no data behind the last
        throw e;
      }
      return extents;
    }
  }
}
