// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.filecopy.CopyProgress;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar for large copies, if somebody looks. The classes of the bar are loaded when one
 * appears. For one thread.
 */
final class CopyBar implements AutoCloseable {
  private static final long LARGE = 64L << 20;
  private static final int MEBIBYTE = 1 << 20;

  private final boolean wanted;
  private @Nullable ProgressBar bar;

  private CopyBar(boolean wanted) {
    this.wanted = wanted;
  }

  static CopyBar of(Arguments arguments, Terminal terminal) {
    return new CopyBar(terminal.isAttended() && !arguments.has("quiet") && !arguments.has("json"));
  }

  Optional<CopyProgress> progress() {
    return wanted ? Optional.of(this::copied) : Optional.empty();
  }

  private void copied(long done, long total) {
    if (bar == null && total >= LARGE && done < total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("copying")
              .setInitialMax(total)
              .setUnit(" MiB", MEBIBYTE)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .clearDisplayOnFinish()
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
      if (done >= total) {
        close();
      }
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
