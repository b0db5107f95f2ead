// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.Cancellation;
import io.github.movefile.filecopy.CopyCancelledException;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyProgress;
import org.jspecify.annotations.Nullable;

/** Tells the listener of one copy how far it is, and asks whether to go on. */
final class CopyWatch {
  /** Some releases of glibc and the kernel corrupt what goes beyond 2 GiB in one call. */
  private static final long CHUNK = 1L << 30;

  /** What is copied between two questions, if there is somebody to ask or to tell. */
  private static final long WATCHED_CHUNK = 8L << 20;

  private static final long STEP = 1L << 20;

  private final @Nullable CopyProgress progress;
  private final @Nullable Cancellation cancellation;
  private long total;
  private long told = -1;

  CopyWatch(CopyOptions options, long total) {
    progress = options.progress().orElse(null);
    cancellation = options.cancellation().orElse(null);
    this.total = total;
  }

  /** The most that one system call may copy, in bytes. */
  long chunk() {
    return progress == null && cancellation == null ? CHUNK : WATCHED_CHUNK;
  }

  /** So much is done; throws if the copy was cancelled. */
  void reached(long offset) {
    if (cancellation != null && cancellation.isCancelled()) {
      throw new CopyCancelledException(offset);
    }
    if (progress != null && offset - told >= STEP && offset > 0) {
      total = Math.max(total, offset);
      told = offset;
      progress.copied(offset, total);
    }
  }

  /** All is done, and it was that long. */
  void finished(long length) {
    if (progress != null && (told != length || total != length)) {
      progress.copied(length, length);
    }
  }
}
