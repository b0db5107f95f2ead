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

/** Copies between open files by system calls. Thread-safe. */
public final class FdCopy {
  private final DataCalls calls;
  private final MissingCalls missing = new MissingCalls();

  /**
   * Copies by some system calls.
   *
   * @param calls restarted after signals
   */
  public FdCopy(DataCalls calls) {
    this.calls = calls;
  }

  /** Copies, and looks at the source before and after. */
  public CopyResult copy(Fd source, Fd target, CopyOptions options) throws FileCopyException {
    FileStat facts;
    try {
      facts = calls.fstat(source);
    } catch (ErrnoException e) {
      throw new FileCopyException(e, CopySide.SOURCE, 0);
    }
    return copy(source, facts, target, options, true);
  }

  /** Copies a file that was looked at already. */
  public CopyResult copy(
      Fd source, FileStat facts, Fd target, CopyOptions options, boolean looksAgain)
      throws FileCopyException {
    if (!facts.isRegular()) {
      throw new IllegalArgumentException("not a regular file: " + facts.type());
    }
    CopySession session = new CopySession(calls, source, target, options, facts.size());
    // Who looks again has just made the target, too: it is at its start.
    MethodPlan plan = new MethodPlan(options, facts, missing, !looksAgain);
    if (Reflinks.share(session, plan, missing)) {
      return cloned(session, facts, looksAgain);
    }
    RangeCopier copier = new RangeCopier(session, plan, missing);
    copyContents(session, copier, facts);
    boolean hasMore = session.reached() > facts.size();
    if (looksAgain || hasMore) {
      FileStat after = session.lookAtSource();
      boolean isChanged = !after.isUnchangedSince(facts);
      if (hasMore && !isChanged && facts.size() == 0) {
        copier.copyToEnd(); // proc(5): most of its files say that they are empty
      } else if (hasMore || isChanged) {
        session.tally().sourceChanged();
        // Once: a file that grows for ever is copied up to the end seen here.
        if (after.size() > session.reached() && !session.sourceEnded()) {
          copyContents(session, copier, after);
        }
      }
    }
    return session.finish();
  }

  /** Copies from where the session is to the end that the source had when it was looked at. */
  private static void copyContents(CopySession session, RangeCopier copier, FileStat facts)
      throws FileCopyException {
    ExtentWalk walk = ExtentWalk.over(session, facts);
    for (Extent extent = walk.next(session.reached());
        extent != null && !session.sourceEnded();
        extent = walk.next(session.reached())) {
      if (extent.start() > session.reached() || !extent.last()) {
        session.expectHoles(facts.size());
      }
      session.skipped(extent.start() - session.reached());
      copier.copyTo(extent);
    }
    if (session.reached() < facts.size() && !session.sourceEnded()) {
      // "No data behind" may also mean that the file has become shorter.
      long end = Math.min(session.lookAtSource().size(), facts.size());
      if (end < facts.size()) {
        session.noteSourceEnd();
      }
      session.skipped(Math.max(end - session.reached(), 0));
    }
  }

  /** The target is a clone: as long as the source was at one instant. */
  private CopyResult cloned(CopySession session, FileStat facts, boolean looksAgain)
      throws FileCopyException {
    long length = facts.size();
    if (looksAgain && !session.lookAtSource().isUnchangedSince(facts)) {
      session.tally().sourceChanged();
      try {
        length = calls.fstat(session.target()).size();
      } catch (ErrnoException e) {
        throw new FileCopyException(e, CopySide.TARGET, 0);
      }
    }
    session.copied(CopyMethod.REFLINK, length);
    return session.result();
  }
}
