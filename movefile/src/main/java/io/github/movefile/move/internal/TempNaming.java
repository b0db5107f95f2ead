// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.RawPath;

/** What temps are called. Thread-safe. */
@FunctionalInterface
public interface TempNaming {
  /** Names that tell the process. */
  TempNaming OF_PROCESS =
      new TempNaming() {
        @Override
        public RawPath next() {
          return TempNames.next();
        }

        @Override
        public RawPath nextShort() {
          return TempNames.nextShort();
        }
      };

  /**
   * A name that nobody has.
   *
   * @return one component
   */
  RawPath next();

  /**
   * One for a file system that has found the other one too long.
   *
   * @return one component
   */
  default RawPath nextShort() {
    return next();
  }
}
