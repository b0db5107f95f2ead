// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopySide;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Copies a long range by two threads, which take one piece after the other: while one of them
 * writes, for which the kernel locks the target, the other one reads. That takes little more than
 * half of the time where both files are in memory.
 *
 * <p>At a piece that can't be read whole, or that isn't taken here (a target that must be written
 * in order), both end, and what is left from there on is for the thread that called, alone. The
 * first final failure ends the copy.
 */
final class ParallelRange {
  /** What is worth another thread, in bytes: some ms. */
  static final long SHORTEST = 16L << 20;

  /** Each of the two threads counts a piece behind the end, before it ends: no overflow. */
  private static final long LAST_END = Long.MAX_VALUE - 4L * CopyBuffer.SIZE;

  private final CopySession session;
  private final long start;
  private final long end;
  private final AtomicLong next;
  private final AtomicLong copied = new AtomicLong();
  private volatile boolean over;
  private long complete;
  private long failedAt;
  private @Nullable Throwable failure;

  private ParallelRange(CopySession session, long end) {
    this.session = session;
    this.start = session.reached();
    this.end = end;
    this.next = new AtomicLong(start);
    this.complete = end;
  }

  /**
   * Copies from where the session is nearly to the end of an extent, if that is far enough and a
   * helper is free. The rest is left for one thread, whose buffer has room for more if the source
   * has grown.
   */
  static void copyMost(CopySession session, Extent extent) throws FileCopyException {
    long end = extent.end() - CopyBuffer.SIZE / 2;
    if (end - session.reached() < SHORTEST || end > LAST_END) {
      return;
    }
    CopyBuffer.cleared(); // this thread needs its own more than a helper
    ByteBuffer buffer = CopyHelpers.ofProcess().take();
    if (buffer == null) {
      return;
    }
    try {
      new ParallelRange(session, end).copy(buffer);
    } finally {
      CopyHelpers.ofProcess().give(buffer);
    }
  }

  private void copy(ByteBuffer helpersBuffer) throws FileCopyException {
    Thread helper = new Thread(() -> help(helpersBuffer), "movefile-copy");
    helper.setDaemon(true);
    try {
      helper.start();
    } catch (OutOfMemoryError e) {
      return; // no more threads to be had: one does it all
    }
    try {
      while (copyNext(CopyBuffer.cleared())) {
        session.tell(start + copied.get());
      }
    } finally {
      over = true;
      join(helper);
    }
    throwFailure();
    session.wrote(Math.min(next.get(), end));
    session.copied(CopyMethod.READ_WRITE, complete - start);
  }

  private void help(ByteBuffer buffer) {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = copyNext(buffer.clear());
      }
    } catch (RuntimeException | Error e) {
      ended(start, e);
    }
  }

  /** Copies the piece that nobody has taken yet; whether there may be another one. */
  private boolean copyNext(ByteBuffer buffer) {
    if (over) {
      return false;
    }
    long offset = next.getAndAdd(CopyBuffer.SIZE);
    if (offset >= end) {
      return false;
    }
    buffer.limit((int) Math.min(CopyBuffer.SIZE, end - offset));
    int length = buffer.limit();
    try {
      if (!read(buffer, offset)) {
        ended(offset, null);
        return false;
      }
      write(buffer.flip(), offset);
    } catch (FileCopyException e) {
      // Whatever else it is, one thread that goes on in order may do better, or tell.
      boolean isFinal = CopyErrnos.isFinal(e.errno());
      ended(offset, isFinal ? e : null);
      return false;
    }
    copied.addAndGet(length);
    return true;
  }

  /** Whether the buffer could be filled. */
  private boolean read(ByteBuffer buffer, long offset) throws FileCopyException {
    try {
      while (buffer.hasRemaining()) {
        if (session.calls().pread(session.source(), buffer, offset + buffer.position()) <= 0) {
          return false;
        }
      }
      return true;
    } catch (ErrnoException e) {
      throw new FileCopyException(e, CopySide.SOURCE, offset + buffer.position());
    }
  }

  private void write(ByteBuffer buffer, long offset) throws FileCopyException {
    try {
      while (buffer.hasRemaining()) {
        if (session.calls().pwrite(session.target(), buffer, offset + buffer.position()) <= 0) {
          throw new ErrnoException("pwrite", Errno.ENOSPC); // as in ReadWrite
        }
      }
    } catch (ErrnoException e) {
      throw new FileCopyException(e, CopySide.TARGET, offset + buffer.position());
    }
  }

  /** Nothing is to be taken any more; from an offset on, something is missing. */
  private synchronized void ended(long offset, @Nullable Throwable why) {
    over = true;
    complete = Math.min(complete, offset);
    if (why != null && (failure == null || offset < failedAt)) {
      failure = why;
      failedAt = offset;
    }
  }

  private synchronized void throwFailure() throws FileCopyException {
    if (failedAt > complete) {
      return; // behind a new end of the source, perhaps: it is copied again, if it is there
    }
    if (failure instanceof FileCopyException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private static void join(Thread helper) {
    boolean interrupted = false;
    while (helper.isAlive()) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        interrupted = true; // it uses the files of the caller: there is no leaving before it ends
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
