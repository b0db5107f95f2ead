// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Failures;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.Refusal;
import java.io.IOException;

/** How the parts of a merge say that an entry failed. */
final class Failing {
  private Failing() {}

  /** A call failed; source and target are as they were. */
  static MoveException at(Place source, Place target, MoveStep step, IOException cause) {
    return Failures.of(source, target, step, cause);
  }

  /** A call failed when something had been reached. */
  static MoveException at(
      Place source, Place target, MoveStep step, MoveState reached, IOException cause) {
    return Failures.of(source, target, step, reached, cause);
  }

  /** Nothing was tried. */
  static MoveException refused(Place source, Place target, MoveFailure failure, String reason) {
    return Failures.of(source, target, MoveStep.LOOK, new Refusal(failure, reason, null));
  }
}
