// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was caught in one place, or by another thread, and is thrown in another. */
final class Throwables {
  private Throwables() {}

  /**
   * The first of several, with the next one told in it.
   *
   * @param first null if there was none
   * @param next may be the same object
   * @return the first
   */
  static Throwable firstOf(@Nullable Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    if (!first.equals(next)) {
      first.addSuppressed(next);
    }
    return first;
  }

  /**
   * Throws it as what it is.
   *
   * @param failure null if there is none
   * @throws IOException if it is one
   * @throws IllegalStateException with it as its cause if no code could have declared it: listeners
   *     in other languages throw what they like
   */
  static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
