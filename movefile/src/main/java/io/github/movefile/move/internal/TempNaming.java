// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

/** Where a new file is made before it has its name. Thread-safe. */
@FunctionalInterface
public interface TempNaming {
  /** Beside the target, under names that tell the process. */
  TempNaming OF_PROCESS =
      new TempNaming() {
        @Override
        public Place next(Place target) {
          return target.sibling(TempNames.next());
        }

        @Override
        public Place nextShort(Place target) {
          return target.sibling(TempNames.nextShort());
        }
      };

  /**
   * Under the target's own name, which nothing may have: for who has made a place that nobody looks
   * at yet. There is nothing left to rename then, and it is for them to store the directory, once
   * for all that is in it.
   */
  TempNaming IN_PLACE = target -> target;

  /**
   * A name that nobody has.
   *
   * @param target what the new file will be called
   * @return in the same directory
   */
  Place next(Place target);

  /**
   * One for a file system that has found the other one too long.
   *
   * @param target what the new file will be called
   * @return in the same directory
   */
  default Place nextShort(Place target) {
    return next(target);
  }
}
