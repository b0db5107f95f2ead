// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A move that must not be done, or a loss that the caller doesn't accept. Turned to a
 * MoveException.
 */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final MoveFailure failure;

  /**
   * A refusal.
   *
   * @param failure of which kind
   * @param reason one line for people
   * @param cause what led to it, or null
   */
  public Refusal(MoveFailure failure, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.failure = failure;
  }

  MoveFailure failure() {
    return failure;
  }
}
