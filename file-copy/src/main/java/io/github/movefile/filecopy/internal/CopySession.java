// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.CopySide;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One copy from one open file to another: the state that all its steps share. For one thread. */
final class CopySession {
  private final DataCalls calls;
  private final Fd source;
  private final Fd target;
  private final CopyOptions options;
  private final Tally tally = new Tally();
  private final CopyWatch watch;
  private final @Nullable RunningDigest digest;
  private boolean sourceEnded;
  private long targetLength;

  CopySession(DataCalls calls, Fd source, Fd target, CopyOptions options, long length) {
    this.calls = calls;
    this.source = source;
    this.target = target;
    this.options = options;
    watch = new CopyWatch(options, length);
    digest = RunningDigest.orNull(options.digests());
    watch.reached(0);
  }

  DataCalls calls() {
    return calls;
  }

  Fd source() {
    return source;
  }

  Fd target() {
    return target;
  }

  CopyOptions options() {
    return options;
  }

  Tally tally() {
    return tally;
  }

  /** The offset that everything is done up to. */
  long reached() {
    return tally.reached();
  }

  /** The most that one system call may copy, in bytes. */
  long chunk() {
    return watch.chunk();
  }

  /** Whether the source turned out to end here, before the length it had. */
  boolean sourceEnded() {
    return sourceEnded;
  }

  void noteSourceEnd() {
    sourceEnded = true;
    tally.sourceChanged();
  }

  /** Bytes from {@link #reached()} on are in the target. */
  void copied(CopyMethod method, long bytes) {
    tally.copied(method, bytes);
    tell();
  }

  /** Tells how far the copy is; throws if it was cancelled. */
  void tell() {
    tell(tally.reached());
  }

  /** Tells how far the copy is where not all before {@link #reached()} is due to one thread. */
  void tell(long offset) {
    watch.reached(offset);
  }

  /** The target may have bytes up to an offset, also behind {@link #reached()}. */
  void wrote(long offset) {
    tally.wrote(offset);
  }

  /**
   * Bytes from {@link #reached()} on are a hole, and stay one in the target. They were not read.
   */
  void skipped(long bytes) {
    // In chunks: the digest of a huge hole takes as long as that of data.
    for (long left = bytes; left > 0; ) {
      long part = digest == null ? left : Math.min(left, chunk());
      if (digest != null) {
        digest.addZeros(part);
      }
      tally.skipped(part);
      tell();
      left -= part;
    }
  }

  /** Bytes were read, and will be in the target or stay a hole there. */
  void passed(ByteBuffer bytes) {
    if (digest != null) {
      digest.add(bytes);
    }
  }

  FileStat lookAtSource() throws FileCopyException {
    try {
      return calls.fstat(source);
    } catch (ErrnoException e) {
      throw new FileCopyException(e, CopySide.SOURCE, reached());
    }
  }

  /**
   * Gives the target its length before anything is written around a hole: xfs allocates blocks
   * ahead of a file that is lengthened by writing, and keeps those that fall into a hole.
   */
  void expectHoles(long length) throws FileCopyException {
    if (targetLength < length) {
      setLength(length);
    }
  }

  /** Lengthens the target by a trailing hole, or shortens it if the source did so, meanwhile. */
  CopyResult finish() throws FileCopyException {
    // Only then: setting the length that is there already makes xfs flush (0.1 s per GiB).
    if (Math.max(tally.written(), targetLength) != tally.reached()) {
      setLength(tally.reached());
    }
    return result();
  }

  private void setLength(long length) throws FileCopyException {
    try {
      calls.ftruncate(target, length);
      targetLength = length;
    } catch (ErrnoException e) {
      throw new FileCopyException(e, CopySide.TARGET, reached());
    }
  }

  CopyResult result() {
    watch.finished(tally.reached());
    return tally.result(digest == null ? Map.of() : digest.values());
  }
}
