// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopySide;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Whence;
import org.jspecify.annotations.Nullable;

/**
 * Yields the ranges of the source that hold data, in order. It moves forward with every step, also
 * while somebody punches holes and fills them: each extent ends behind the offset that was asked
 * for.
 */
final class ExtentWalk {
  /** What is taken for data where the kernel's answers contradict each other, in bytes. */
  private static final long DOUBTFUL = CopyBuffer.SIZE;

  private final CopySession session;
  private final long end;
  private boolean seeks;
  private boolean over;

  private ExtentWalk(CopySession session, long end, boolean seeks) {
    this.session = session;
    this.end = end;
    this.seeks = seeks;
  }

  static ExtentWalk over(CopySession session, FileStat facts) {
    boolean seeks =
        switch (session.options().sparse()) {
          case NEVER -> false;
          case AUTO, ALWAYS -> session.options().trustHoles() && !facts.isDense();
        };
    return new ExtentWalk(session, facts.size(), seeks);
  }

  /** The first data at or behind an offset, or null if there is none up to the end. */
  @Nullable Extent next(long from) throws FileCopyException {
    if (over) {
      return null;
    }
    if (!seeks) {
      return rest(from);
    }
    long start = from < end ? seekData(from) : end;
    if (!seeks) {
      return rest(from);
    }
    if (start >= end) {
      over = true;
      return null;
    }
    long stop = seekHole(start);
    over = stop == end;
    return new Extent(start, stop, over);
  }

  private Extent rest(long from) {
    over = true;
    return new Extent(from, end, true);
  }

  /**
   * The offset of the next data, {@link #end} if there is none; clears {@link #seeks} on failure.
   */
  private long seekData(long from) throws FileCopyException {
    try {
      long data = session.calls().lseek(session.source(), from, Whence.DATA);
      seeks = data >= from;
      return data;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENXIO) {
        return end;
      }
      // EINVAL, EOPNOTSUPP, EBADFD: this file system cannot tell.
      requireNotFinal(e, from);
      seeks = false;
      return from;
    }
  }

  /** Where the data at an offset ends; always behind that offset. */
  private long seekHole(long start) throws FileCopyException {
    long hole;
    try {
      hole = session.calls().lseek(session.source(), start, Whence.HOLE);
    } catch (ErrnoException e) {
      requireNotFinal(e, start);
      // ENXIO: the file shrank in between, which reading on finds out.
      hole = end;
    }
    if (hole <= start) {
      // A hole was punched in between; asking again could go on for ever.
      hole = end - start > DOUBTFUL ? start + DOUBTFUL : end;
    }
    return Math.min(hole, end);
  }

  private static void requireNotFinal(ErrnoException e, long offset) throws FileCopyException {
    if (CopyErrnos.isFinal(e.errno())) {
      throw new FileCopyException(e, CopySide.SOURCE, offset);
    }
  }
}
