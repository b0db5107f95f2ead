// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Timespec;

/** Probes of what an inode keeps: times and flags. */
final class TimeProbes {
  /** In 2001, odd: FAT counts in two seconds. */
  private static final long SECONDS = 1_000_000_001L;

  private static final int NANOS = 123_456_789;

  private TimeProbes() {}

  static String step(ProbeDirectory directory) throws ErrnoException {
    Timespec kept = keep(directory, new Timespec(SECONDS, NANOS));
    if (kept.seconds() != SECONDS) {
      return "2 s";
    }
    int step = 1;
    while (step < 1_000_000_000 && kept.nanos() % (step * 10L) == 0) {
      step *= 10;
    }
    return switch (step) {
      case 1 -> "1 ns";
      case 100 -> "100 ns";
      case 1000 -> "1 us";
      case 1_000_000 -> "1 ms";
      case 10_000_000 -> "10 ms";
      case 1_000_000_000 -> "1 s";
      default -> step + " ns";
    };
  }

  static String keeps(ProbeDirectory directory, long seconds) throws ErrnoException {
    Timespec kept = keep(directory, new Timespec(seconds, 0));
    return kept.seconds() == seconds ? Probe.YES : "no (became " + kept.toText() + ")";
  }

  private static Timespec keep(ProbeDirectory directory, Timespec time) throws ErrnoException {
    try (Fd file = directory.open(directory.freeName())) {
      directory.calls().data().futimens(file, time, time);
      return directory.calls().data().fstat(file).mtime();
    }
  }

  static String inodeFlags(ProbeDirectory directory) throws ErrnoException {
    try (Fd file = directory.open(directory.freeName())) {
      InodeFlags before = directory.calls().data().getInodeFlags(file);
      directory.calls().data().setInodeFlags(file, before.with(InodeFlags.NO_DUMP));
      boolean kept = directory.calls().data().getInodeFlags(file).has(InodeFlags.NO_DUMP);
      return kept ? Probe.YES : "no (not kept)";
    }
  }
}
