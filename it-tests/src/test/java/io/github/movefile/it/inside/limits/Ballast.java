// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes all space of a file system, down to the last block, until it is closed. Unmounting is
 * enough to be rid of it.
 */
final class Ballast implements AutoCloseable {
  private static final long LARGEST = 1L << 28;
  private static final long SMALLEST = 1 << 10;

  private final Path root;
  private final Path file;

  private Ballast(Path root) {
    this.root = root;
    this.file = root.resolve("ballast");
  }

  /** Takes nothing yet. */
  static Ballast on(Path root) {
    return new Ballast(root);
  }

  /** Fills the file system. */
  void fill() throws IOException {
    fillBut(0);
  }

  /** Fills the file system, but leaves so many bytes. */
  void fillBut(long spare) throws IOException {
    Path room = root.resolve("room");
    if (spare > 0) {
      try (Fd fd = create(room)) {
        Syscalls.system().data().fallocate(fd, FallocateMode.ALLOCATE, 0, spare);
      }
    }
    try (Fd fd = create(file)) {
      long length = allocate(fd, 0);
      sync();
      allocate(fd, length);
    }
    Files.deleteIfExists(room);
    sync();
  }

  private static Fd create(Path path) throws ErrnoException {
    OpenFlags flags = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
    return Syscalls.system().paths().openat(Fd.CWD, RawPath.of(path), flags, 0600);
  }

  private static long allocate(Fd fd, long from) throws ErrnoException {
    long length = from;
    for (long more = LARGEST; more >= SMALLEST; more /= 2) {
      try {
        Syscalls.system().data().fallocate(fd, FallocateMode.ALLOCATE, length, more);
        length += more;
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENOSPC) {
          throw e;
        }
      }
    }
    return length;
  }

  /** What was taken or given back is known only once it is stored. */
  private void sync() {
    Command.of("sync", "-f", root.toString()).run().requireSuccess();
  }

  /** Gives the space back; a second call does nothing. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    sync();
  }
}
