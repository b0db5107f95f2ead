// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopySide;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.filecopy.Sparse;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.nio.ByteBuffer;

/** pread(2) and pwrite(2) through the buffer of the thread: the way that always works. */
final class ReadWrite {
  private final CopySession session;
  private final boolean looksForZeros;

  ReadWrite(CopySession session) {
    this.session = session;
    looksForZeros = session.options().sparse() == Sparse.ALWAYS;
  }

  /**
   * Copies from where the session is to the end of an extent.
   *
   * <p>At the end of the file the buffer has room for more than is expected. A file that grew fills
   * it, and one that didn't needs no second read that returns 0: a small file costs one pread.
   */
  void copyTo(Extent extent) throws FileCopyException {
    do {
      ByteBuffer buffer = CopyBuffer.cleared();
      long left = extent.end() - session.reached();
      boolean roomBehind = extent.last() && extent.end() <= Long.MAX_VALUE - CopyBuffer.SIZE;
      if (!roomBehind && left < buffer.capacity()) {
        buffer.limit((int) left);
      }
      read(buffer);
      if (!buffer.hasRemaining()) {
        if (left > 0) {
          session.noteSourceEnd();
        }
        return;
      }
      session.passed(buffer);
      write(buffer, extent.end());
    } while (session.reached() < extent.end());
  }

  /** Copies from where the session is to where nothing more can be read. */
  void copyToEnd() throws FileCopyException {
    ByteBuffer buffer = CopyBuffer.cleared();
    read(buffer);
    while (buffer.hasRemaining()) {
      session.passed(buffer);
      write(buffer, Long.MAX_VALUE);
      buffer = CopyBuffer.cleared();
      read(buffer);
    }
  }

  /** Whether the source ends where the session is. Says so to the session. */
  boolean sourceEndsHere() throws FileCopyException {
    ByteBuffer buffer = CopyBuffer.cleared().limit(1);
    read(buffer);
    if (buffer.hasRemaining()) {
      return false;
    }
    session.noteSourceEnd();
    return true;
  }

  /** Reads once; what was read remains in the buffer. */
  private void read(ByteBuffer buffer) throws FileCopyException {
    if (buffer.hasRemaining()) {
      try {
        session.calls().pread(session.source(), buffer, session.reached());
      } catch (ErrnoException e) {
        throw new FileCopyException(e, CopySide.SOURCE, session.reached());
      }
    }
    buffer.flip();
  }

  private void write(ByteBuffer buffer, long fileEnd) throws FileCopyException {
    int end = buffer.limit();
    while (buffer.position() < end) {
      int run = end - buffer.position();
      if (looksForZeros) {
        run = ZeroRuns.first(buffer, session.reached(), fileEnd);
      }
      buffer.limit(buffer.position() + Math.abs(run));
      if (run < 0) {
        buffer.position(buffer.limit());
        session.tally().skipped(-run);
      } else {
        writeOut(buffer);
      }
      buffer.limit(end);
    }
    session.tell();
  }

  private void writeOut(ByteBuffer buffer) throws FileCopyException {
    while (buffer.hasRemaining()) {
      try {
        int n = session.calls().pwrite(session.target(), buffer, session.reached());
        if (n <= 0) {
          // Never seen on a regular file; other tools take it for a full device, too.
          throw new ErrnoException("pwrite", Errno.ENOSPC);
        }
        session.tally().copied(CopyMethod.READ_WRITE, n);
      } catch (ErrnoException e) {
        throw new FileCopyException(e, CopySide.TARGET, session.reached());
      }
    }
  }
}
