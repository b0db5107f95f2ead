// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopySide;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.syscalls.ErrnoException;

/** Tries to share the whole file: {@code ioctl(FICLONE)}. */
final class Reflinks {
  private Reflinks() {}

  /**
   * Asks the kernel once, before anything was written.
   *
   * @return true if the target is a clone now; false if nothing has happened
   * @throws FileCopyException if the failure is final, or sharing is required
   */
  static boolean share(CopySession session, MethodPlan plan, MissingCalls missing)
      throws FileCopyException {
    if (!plan.asks(CopyMethod.REFLINK, session.tally())) {
      return false;
    }
    try {
      session.calls().ficlone(session.target(), session.source());
      return true;
    } catch (ErrnoException e) {
      boolean required = session.options().reflink() == Reflink.ALWAYS;
      if (required || CopyErrnos.isFinalForReflink(e.errno())) {
        CopySide side = required ? CopySide.EITHER : CopyErrnos.sideOf(e.errno());
        throw new FileCopyException(e, side, 0);
      }
      missing.note(CopyMethod.REFLINK, e);
      session.tally().refused(new MethodRefusal(CopyMethod.REFLINK, e.getMessage(), e));
      return false;
    }
  }
}
