// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.filecopy.Sparse;
import io.github.movefile.syscalls.FileStat;
import org.jspecify.annotations.Nullable;

/**
 * Which methods are asked for a file, before the kernel has its say.
 *
 * <p>Files below {@link #SMALL} are copied by one sendfile if the target is known to be at its
 * start, else by one read and one write: neither FICLONE nor copy_file_range beats that there.
 * Above, sendfile is asked only where the caller chose the methods: a reused buffer is faster. An
 * empty file is read, since one of /proc only says that it is empty.
 */
final class MethodPlan {
  /**
   * Below this length in bytes, nothing is shared or copied by range. Measured on xfs, where
   * FICLONE and copy_file_range break even at 64 KiB; on btrfs FICLONE does from 8 to 16 KiB.
   */
  static final long SMALL = 64 * 1024;

  private final CopyOptions options;
  private final FileStat facts;
  private final MissingCalls missing;
  private final boolean targetIsAtStart;

  MethodPlan(CopyOptions options, FileStat facts, MissingCalls missing, boolean targetIsAtStart) {
    this.options = options;
    this.facts = facts;
    this.missing = missing;
    this.targetIsAtStart = targetIsAtStart;
  }

  boolean targetIsAtStart() {
    return targetIsAtStart;
  }

  /** Whether two threads may read and write: nobody has to see the bytes in their order. */
  boolean isParallel() {
    return options.parallel() && options.digests().isEmpty() && options.sparse() != Sparse.ALWAYS;
  }

  /** Whether a method is to be asked; tells the tally why if it isn't. */
  boolean asks(CopyMethod method, Tally tally) {
    if (method == CopyMethod.REFLINK && options.reflink() == Reflink.ALWAYS) {
      return true;
    }
    if (method == CopyMethod.SENDFILE && !options.methodsChosen() && !isOneSendfile()) {
      return false;
    }
    MethodRefusal known = missing.of(method);
    if (known != null) {
      tally.refused(known);
      return false;
    }
    String reason = reasonAgainst(method);
    if (reason != null) {
      tally.refused(new MethodRefusal(method, reason, null));
    }
    return reason == null;
  }

  private @Nullable String reasonAgainst(CopyMethod method) {
    if (!options.methods().contains(method)) {
      return "not among the methods chosen";
    }
    if (options.reflink() == Reflink.NEVER && method == CopyMethod.REFLINK) {
      return "switched off";
    }
    if (options.reflink() == Reflink.NEVER && method == CopyMethod.COPY_FILE_RANGE) {
      return "may share blocks, which is switched off"; // as xfs, btrfs and NFS do
    }
    if (!options.digests().isEmpty()) {
      return "a digest was asked for, which has to see the bytes";
    }
    if (options.sparse() == Sparse.ALWAYS) {
      return "zeros are looked for, which has to see the bytes";
    }
    if (options.sparse() == Sparse.NEVER && method != CopyMethod.SENDFILE) {
      return "could leave holes in the target";
    }
    if (method != CopyMethod.SENDFILE && facts.size() < SMALL && !options.methodsChosen()) {
      return "file is small: a plain copy is faster";
    }
    return null;
  }

  private boolean isOneSendfile() {
    return targetIsAtStart && facts.size() > 0 && facts.size() < SMALL;
  }
}
