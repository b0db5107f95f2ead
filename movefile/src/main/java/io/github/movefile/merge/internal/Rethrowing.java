// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Throws what was caught elsewhere, or by another thread, as what it is. */
final class Rethrowing {
  private Rethrowing() {}

  /**
   * Throws it.
   *
   * @param failure of code that declares no other exception than IOException; null if it was none
   * @throws IOException if it is one
   */
  static void ifAny(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
