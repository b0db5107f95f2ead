// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.Whence;

/** Probes of how contents get from file to file, and of holes. */
final class CopyProbes {
  private static final int SIZE = 256 << 10;

  private CopyProbes() {}

  static String reflink(ProbeDirectory directory) throws ErrnoException {
    try (Fd source = directory.openFilled(SIZE);
        Fd target = directory.open(directory.freeName())) {
      directory.calls().data().ficlone(target, source);
      return Probe.YES;
    }
  }

  static String copyFileRange(ProbeDirectory directory) throws ErrnoException {
    try (Fd source = directory.openFilled(SIZE);
        Fd target = directory.open(directory.freeName())) {
      long copied = directory.calls().data().copyFileRange(source, 0, target, 0, SIZE);
      return copied > 0 ? Probe.YES : "no (copies nothing)";
    }
  }

  static String sendfile(ProbeDirectory directory) throws ErrnoException {
    try (Fd source = directory.openFilled(SIZE);
        Fd target = directory.open(directory.freeName())) {
      long copied = directory.calls().data().sendfile(target, source, 0, SIZE);
      return copied > 0 ? Probe.YES : "no (copies nothing)";
    }
  }

  static String holes(ProbeDirectory directory) throws ErrnoException {
    try (Fd file = directory.open(directory.freeName())) {
      DataCalls data = directory.calls().data();
      data.ftruncate(file, 4L * SIZE);
      directory.fill(file, 3L * SIZE, SIZE);
      return findsHole(data, file);
    }
  }

  static String punchHole(ProbeDirectory directory) throws ErrnoException {
    try (Fd file = directory.openFilled(4 * SIZE)) {
      DataCalls data = directory.calls().data();
      data.fsync(file);
      data.fallocate(file, FallocateMode.PUNCH_HOLE, 0, SIZE);
      return findsHole(data, file);
    }
  }

  /** The first {@link #SIZE} bytes of the file are none that anybody wrote. */
  private static String findsHole(DataCalls data, Fd file) throws ErrnoException {
    return data.lseek(file, 0, Whence.HOLE) == 0 && data.lseek(file, 0, Whence.DATA) > 0
        ? Probe.YES
        : "no (lseek finds none)";
  }
}
