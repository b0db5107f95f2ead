// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A thread that looks at a name all the time: there is always a file, and always a whole one. */
final class Watch {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Set<Version> seen = EnumSet.noneOf(Version.class);
  private final Future<?> running;
  private volatile boolean over;

  private Watch(Path file) {
    running =
        thread.submit(
            () -> {
              do {
                Optional<Version> found = Version.at(file);
                assertThat(found).as("at this instant there is no file").isPresent();
                seen.add(found.get());
              } while (!over);
              return null;
            });
  }

  /** Starts it. */
  static Watch of(Path file) {
    return new Watch(file);
  }

  /** Ends it; returns what it has seen, or fails with what it should not have seen. */
  Set<Version> end() throws Exception {
    over = true;
    try {
      running.get(1, TimeUnit.MINUTES);
      return seen;
    } finally {
      thread.shutdownNow();
    }
  }
}
