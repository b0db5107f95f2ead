// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.Whence;
import java.nio.ByteBuffer;

/** One comparison of two open files of one length. For one thread, once. */
public final class ComparisonRun {
  private final DataCalls calls;
  private final Fd a;
  private final Fd b;
  private final long end;
  private boolean seeks;

  /**
   * A comparison.
   *
   * @param calls restarted after signals
   * @param a open for reading
   * @param b open for reading
   * @param end how long both were, in bytes
   * @param seeks whether to skip what is a hole in both
   */
  public ComparisonRun(DataCalls calls, Fd a, Fd b, long end, boolean seeks) {
    this.calls = calls;
    this.a = a;
    this.b = b;
    this.end = end;
    this.seeks = seeks;
  }

  /**
   * Compares.
   *
   * @return false also at an early end
   * @throws ErrnoException if a file can't be read
   */
  public boolean run() throws ErrnoException {
    long offset = 0;
    while (offset < end) {
      offset = firstData(offset);
      if (offset >= end) {
        // "No data behind" may also mean that a file has become shorter.
        return calls.fstat(a).size() >= end && calls.fstat(b).size() >= end;
      }
      int count = (int) Math.min(CopyBuffer.SIZE, end - offset);
      ByteBuffer first = CopyBuffer.cleared().limit(count);
      ByteBuffer second = CopyBuffer.secondCleared().limit(count);
      if (!fill(a, first, offset) || !fill(b, second, offset) || !first.equals(second)) {
        return false;
      }
      offset += count;
    }
    return true;
  }

  /** Where data of either file is next; {@link #end} if there is none. */
  private long firstData(long from) throws ErrnoException {
    if (!seeks) {
      return from;
    }
    long data = data(a, from);
    return data > from && seeks ? Math.min(data, data(b, from)) : from;
  }

  private long data(Fd file, long from) throws ErrnoException {
    try {
      long data = calls.lseek(file, from, Whence.DATA);
      if (data < from) { // no answer to what was asked
        seeks = false;
        return from;
      }
      return Math.min(data, end);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENXIO) {
        return end;
      }
      if (CopyErrnos.isFinal(e.errno())) {
        throw e;
      }
      seeks = false; // this file system cannot tell
      return from;
    }
  }

  /** Reads until the buffer is full, however much the kernel gives at once; false at the end. */
  private boolean fill(Fd file, ByteBuffer buffer, long offset) throws ErrnoException {
    while (buffer.hasRemaining()) {
      if (calls.pread(file, buffer, offset + buffer.position()) == 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }
}
