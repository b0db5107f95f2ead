// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.RawPath;

/** What all temps of one process begin with, but for the short ones, which tell no process. */
public final class TempPrefix {
  private TempPrefix() {}

  /**
   * That of this process.
   *
   * @return the beginning of a name
   */
  public static RawPath ofThisProcess() {
    return RawPath.of(TempOwner.ofThisProcess().prefix());
  }
}
