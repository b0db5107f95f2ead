// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.merge.MergePlan;
import io.github.movefile.merge.MergeProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a merge is, for who looks. Thread-safe: all workers tell it. */
interface MergeBar extends AutoCloseable {
  /** Nobody looks. */
  MergeBar NONE = progress -> {};

  /** Something was done. */
  void at(MergeProgress progress);

  @Override
  default void close() {
    // nothing is shown
  }

  /** A plain line now and then, where no terminal is. */
  static MergeBar lines(Terminal terminal) {
    return new Lines(terminal);
  }

  /** A bar with entries, pace and time to go. */
  static MergeBar bar(MergePlan plan) {
    return new Bar(plan);
  }

  /** Whether it is time to show something again. */
  final class Pace {
    private final long everyNanos;
    private long next;

    Pace(long everyNanos) {
      this.everyNanos = everyNanos;
      this.next = System.nanoTime() + everyNanos;
    }

    synchronized boolean isTime() {
      long now = System.nanoTime();
      if (now - next < 0) {
        return false;
      }
      next = now + everyNanos;
      return true;
    }
  }

  /** Lines. */
  final class Lines implements MergeBar {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final Terminal terminal;
    private final Pace pace = new Pace(EVERY_NANOS);

    Lines(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void at(MergeProgress progress) {
      if (pace.isTime()) {
        terminal.complain(
            progress.entries()
                + " of "
                + Sizes.count(progress.entriesSeen(), "entry", "entries")
                + " found so far, "
                + Sizes.of(progress.bytes()));
      }
    }
  }

  /** A bar; its classes are loaded when one appears. */
  final class Bar implements MergeBar {
    private static final long EVERY_NANOS = 100_000_000L;
    private static final int MEBIBYTE = 1 << 20;

    private final long entries;
    private final ProgressBar bar;
    private final Pace pace = new Pace(EVERY_NANOS);

    Bar(MergePlan plan) {
      entries = plan.entries();
      bar =
          new ProgressBarBuilder()
              .setTaskName("merging")
              .setInitialMax(Math.max(1, plan.bytes()))
              .setUnit(" MiB", MEBIBYTE)
              .setStyle(ProgressBarStyle.ASCII)
              .showSpeed()
              .setUpdateIntervalMillis(200)
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    public void at(MergeProgress progress) {
      if (pace.isTime()) {
        bar.stepTo(progress.bytes());
        bar.setExtraMessage(" " + progress.entries() + " of " + entries + " entries");
      }
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
