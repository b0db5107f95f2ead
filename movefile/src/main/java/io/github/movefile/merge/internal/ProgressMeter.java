// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeProgress;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is found and what is done, and tells a listener. Thread-safe. */
final class ProgressMeter {
  private final MergeListener listener;
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong entriesSeen = new AtomicLong();
  private final AtomicLong bytesSeen = new AtomicLong();

  ProgressMeter(MergeListener listener) {
    this.listener = listener;
  }

  private boolean isHeard() {
    return !listener.equals(MergeListener.NONE);
  }

  void seen(int count) {
    entriesSeen.addAndGet(count);
  }

  void begun(long size) {
    if (isHeard()) {
      bytesSeen.addAndGet(size);
    }
  }

  /** What was begun and done has to be done again. */
  void takenBack(long size) {
    entries.decrementAndGet();
    if (isHeard()) {
      bytesSeen.addAndGet(-size);
      bytes.addAndGet(-size);
    }
  }

  void done(long size) {
    entries.incrementAndGet();
    if (isHeard()) {
      bytes.addAndGet(size);
      listener.progress(
          new MergeProgress(entries.get(), bytes.get(), entriesSeen.get(), bytesSeen.get()));
    }
  }
}
