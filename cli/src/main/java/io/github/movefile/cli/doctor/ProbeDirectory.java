// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.ByteBuffer;

/** A scratch directory with what the probes need of it. For one thread. */
final class ProbeDirectory implements AutoCloseable {
  private static final OpenFlags NEW_FILE =
      OpenFlags.READ_WRITE.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);

  private final Syscalls calls;
  private final Fd fd;
  private int files;

  ProbeDirectory(Syscalls calls, RawPath path) throws ErrnoException {
    this.calls = calls;
    this.fd = calls.paths().openat(Fd.CWD, path, OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY), 0);
  }

  Syscalls calls() {
    return calls;
  }

  Fd fd() {
    return fd;
  }

  /** A name that nobody has. */
  RawPath freeName() {
    return RawPath.of("file-" + files++);
  }

  /** Makes an empty file. */
  RawPath newFile() throws ErrnoException {
    RawPath name = freeName();
    open(name).close();
    return name;
  }

  /** Makes a file and opens it for reading and writing. */
  Fd open(RawPath name) throws ErrnoException {
    return calls.paths().openat(fd, name, NEW_FILE, 0600);
  }

  /** Makes a file of so many bytes and opens it for reading and writing. */
  Fd openFilled(int bytes) throws ErrnoException {
    Fd file = open(freeName());
    try {
      fill(file, 0, bytes);
      return file;
    } catch (ErrnoException e) {
      file.close();
      throw e;
    }
  }

  void fill(Fd file, long offset, int bytes) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    for (int i = 0; i < bytes; i++) {
      buffer.put(i, (byte) (i % 251 + 1));
    }
    while (buffer.hasRemaining()) {
      calls.data().pwrite(file, buffer, offset + buffer.position());
    }
  }

  FileStat stat(RawPath name) throws ErrnoException {
    return calls.paths().statx(fd, name, AtFlags.SYMLINK_NOFOLLOW);
  }

  @Override
  public void close() throws ErrnoException {
    fd.close();
  }
}
