// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.move.internal.TempSweep;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Removes temps that were left by processes which were killed, and never one of a living process: a
 * temp's name tells which process made it. Thread-safe.
 *
 * <p>A temp of another boot, of another PID namespace (a container on the same directory, another
 * host on a network file system) or with a short name that tells no process is removed once it has
 * not been changed for the given age.
 */
public final class TempSweeper {
  private final TempSweep sweep;

  private TempSweeper(TempSweep sweep) {
    this.sweep = sweep;
  }

  /**
   * A sweeper over the system calls of this process.
   *
   * @param age for how long a temp of unknown owner must not have changed; a day is sensible
   * @return a new instance
   */
  public static TempSweeper create(Duration age) {
    return new TempSweeper(new TempSweep(Syscalls.system(), age));
  }

  /**
   * Sweeps one directory, without those below it, but with the temp directories in which merges
   * were making files.
   *
   * @param directory where targets were
   * @return the paths of the temps that were removed
   * @throws IOException if the directory can't be read or a temp not be removed
   */
  public List<RawPath> sweep(Path directory) throws IOException {
    return sweep.sweep(RawPath.of(directory));
  }
}
