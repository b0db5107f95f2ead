// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.syscalls.ErrnoException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Copies ranges by the fastest method left. A method that fails is dropped for the rest of the
 * file, and the next one goes on at the very byte that was reached.
 */
final class RangeCopier {
  private final CopySession session;
  private final MissingCalls missing;
  private final Deque<KernelMethod> kernelMethods = new ArrayDeque<>(2);
  private final ReadWrite readWrite;
  private final boolean isParallel;

  RangeCopier(CopySession session, MethodPlan plan, MissingCalls missing) {
    this.session = session;
    this.missing = missing;
    readWrite = new ReadWrite(session);
    isParallel = plan.isParallel();
    if (plan.asks(CopyMethod.COPY_FILE_RANGE, session.tally())) {
      kernelMethods.add(new CopyFileRange());
    }
    if (plan.asks(CopyMethod.SENDFILE, session.tally())) {
      kernelMethods.add(new Sendfile(plan.targetIsAtStart()));
    }
  }

  /** Copies from where the session is to the end of an extent, or to the end of the source. */
  void copyTo(Extent extent) throws FileCopyException {
    while (!kernelMethods.isEmpty() && session.reached() < extent.end()) {
      copyOnce(kernelMethods.element(), extent.end());
      if (session.sourceEnded()) {
        return;
      }
    }
    if (isParallel && session.reached() < extent.end()) {
      ParallelRange.copyMost(session, extent);
    }
    // One that says that it is empty may be so, or may be one of proc(5), which only reading tells.
    boolean saysEmpty = extent.end() == 0;
    if (session.reached() < extent.end() || kernelMethods.isEmpty() || saysEmpty) {
      readWrite.copyTo(extent);
    }
  }

  /** Copies what is left of a source that doesn't tell its length. */
  void copyToEnd() throws FileCopyException {
    readWrite.copyToEnd();
  }

  private void copyOnce(KernelMethod kernel, long end) throws FileCopyException {
    long length = Math.min(session.chunk(), end - session.reached());
    try {
      long n = kernel.copy(session, session.reached(), length);
      if (n > 0) {
        session.copied(kernel.method(), n);
        return;
      }
    } catch (ErrnoException e) {
      if (CopyErrnos.isFinal(e.errno())) {
        throw new FileCopyException(e, CopyErrnos.sideOf(e.errno()), session.reached());
      }
      missing.note(kernel.method(), e);
      drop(kernel, new MethodRefusal(kernel.method(), e.getMessage(), e));
      return;
    }
    // Some file systems answer 0 for "can't"; taken for the end, that would lose the rest.
    if (!readWrite.sourceEndsHere()) {
      CopyMethod method = kernel.method();
      drop(kernel, new MethodRefusal(method, "copied nothing before the end of the source", null));
    }
  }

  private void drop(KernelMethod kernel, MethodRefusal refusal) {
    kernelMethods.remove(kernel);
    session.tally().refused(refusal);
  }
}
