// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import java.io.IOException;

/** Hears of differences, in the order in which they are found. */
@FunctionalInterface
public interface DifferenceListener {
  /** Hears nothing; the sums are in the {@link VerifyReport}. */
  DifferenceListener NONE = difference -> {};

  /**
   * Something differs.
   *
   * @param difference what
   * @throws IOException if the listener can't keep up: the comparison ends
   */
  void differs(Difference difference) throws IOException;
}
