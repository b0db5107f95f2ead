// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.Errno;

/**
 * Which of its two names the failed call of a move was about, where the failure and the step leave
 * no doubt. Of one file only: a merge takes these steps for directories too, whose target is itself
 * what was to be opened.
 */
final class FailedSide {
  private static final String SOURCE = "the source: ";
  private static final String DIRECTORY_OF_TARGET = "the target's directory: ";

  private FailedSide() {}

  /** Stands before the reason; empty if it isn't known, or if the reason has words of its own. */
  static String of(MoveException e) {
    if (!isBareCall(e)) {
      return "";
    }
    return switch (e.step()) {
      case LOOK, RENAME -> missing(e.failure());
      case OPEN_SOURCE -> SOURCE;
      case CREATE_TEMP -> isAboutDirectory(e) ? DIRECTORY_OF_TARGET : "";
      default -> "";
    };
  }

  private static boolean isBareCall(MoveException e) {
    String reason = String.valueOf(e.getReason());
    return e.call().filter(call -> reason.startsWith(call + ": ")).isPresent();
  }

  private static String missing(MoveFailure failure) {
    return switch (failure) {
      case SOURCE_MISSING -> SOURCE;
      case TARGET_PARENT_MISSING -> DIRECTORY_OF_TARGET;
      default -> "";
    };
  }

  /** EPERM may also mean what was to be made, such as a device node. */
  private static boolean isAboutDirectory(MoveException e) {
    return e.failure() == MoveFailure.TARGET_PARENT_MISSING
        || (e.failure() == MoveFailure.DENIED
            && e.errno().filter(Errno.EACCES::equals).isPresent());
  }
}
