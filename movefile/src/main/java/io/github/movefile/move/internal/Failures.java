// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place where what went wrong inside becomes a {@link MoveException}. */
final class Failures {
  private Failures() {}

  static MoveException of(MoveContext move, IOException cause) {
    MoveException failure =
        new MoveException(
            move.source().shown(),
            move.target().shown(),
            kind(move, cause),
            move.step(),
            move.state(),
            reason(cause),
            cause,
            isInPlace(move.state()) ? move.warnings() : List.of());
    for (Throwable suppressed : cause.getSuppressed()) {
      failure.addSuppressed(suppressed);
    }
    return failure;
  }

  private static boolean isInPlace(MoveState state) {
    return state == MoveState.SOURCE_LEFT || state == MoveState.MOVED;
  }

  private static MoveFailure kind(MoveContext move, IOException cause) {
    if (cause instanceof Refusal refusal) {
      return refusal.failure();
    }
    ErrnoException call = systemCall(cause);
    return call == null ? MoveFailure.OTHER : kind(move.step(), call.errno());
  }

  private static MoveFailure kind(MoveStep step, Errno errno) {
    return switch (errno) {
      case ENOENT ->
          switch (step) {
            case RENAME, CREATE_TEMP, PUBLISH, SYNC_DIRECTORY -> MoveFailure.TARGET_PARENT_MISSING;
            default -> MoveFailure.SOURCE_MISSING;
          };
      case EISDIR -> MoveFailure.TARGET_IS_DIRECTORY;
      case ENOTDIR -> MoveFailure.NOT_A_DIRECTORY;
      case ENOTEMPTY, EEXIST -> MoveFailure.DIRECTORY_NOT_EMPTY;
      case EINVAL ->
          step == MoveStep.RENAME ? MoveFailure.DIRECTORY_INTO_ITSELF : MoveFailure.OTHER;
      case ENOSPC, EDQUOT -> MoveFailure.NO_SPACE;
      case EFBIG -> MoveFailure.FILE_TOO_LARGE;
      case EROFS -> MoveFailure.READ_ONLY;
      case EACCES, EPERM -> MoveFailure.DENIED;
      case ELOOP -> MoveFailure.LINK_LOOP;
      case ENAMETOOLONG -> MoveFailure.NAME_TOO_LONG;
      case EBUSY -> MoveFailure.BUSY;
      case ETXTBSY -> MoveFailure.TEXT_BUSY;
      default -> MoveFailure.OTHER;
    };
  }

  private static @Nullable ErrnoException systemCall(IOException cause) {
    Throwable e = cause;
    while (e != null && !(e instanceof ErrnoException)) {
      e = e.getCause();
    }
    return (ErrnoException) e;
  }

  private static String reason(IOException cause) {
    String text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return text == null ? cause.toString() : text;
  }
}
