// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place where what went wrong inside becomes a {@link MoveException}. */
public final class Failures {
  private Failures() {}

  /**
   * A failure of something that is no move of its own; source and target are as they were.
   *
   * @param source what was worked on
   * @param target where it goes
   * @param step what was done
   * @param cause what went wrong
   * @return the public error
   */
  public static MoveException of(Place source, Place target, MoveStep step, IOException cause) {
    return of(source, target, step, MoveState.UNCHANGED, cause);
  }

  /**
   * A failure of something that followed a move.
   *
   * @param source what was worked on
   * @param target where it goes
   * @param step what was done
   * @param reached what is left
   * @param cause what went wrong
   * @return the public error
   */
  public static MoveException of(
      Place source, Place target, MoveStep step, MoveState reached, IOException cause) {
    return cause instanceof MoveException known
        ? known
        : of(source, target, step, reached, List.of(), cause);
  }

  static MoveException of(MoveContext move, IOException cause) {
    return of(move.source(), move.target(), move.step(), move.state(), move.warnings(), cause);
  }

  /** A failed call that says which file it was about. */
  static Refusal about(String file, MoveStep step, ErrnoException call) {
    return new Refusal(kind(step, call.errno()), file + ": " + call.getMessage(), call);
  }

  /** A failure that says more than it did, and is of the same kind. */
  static Refusal telling(String more, MoveStep step, IOException failure) {
    return new Refusal(kind(step, failure), reason(failure) + "; " + more, failure);
  }

  private static MoveException of(
      Place source,
      Place target,
      MoveStep step,
      MoveState state,
      List<MoveWarning> warnings,
      IOException cause) {
    MoveException failure =
        new MoveException(
            source.shown(),
            target.shown(),
            kind(step, cause),
            step,
            state,
            reason(cause),
            cause,
            isInPlace(state) ? warnings : List.of());
    for (Throwable suppressed : cause.getSuppressed()) {
      failure.addSuppressed(suppressed);
    }
    return failure;
  }

  private static boolean isInPlace(MoveState state) {
    return state == MoveState.SOURCE_LEFT || state == MoveState.MOVED;
  }

  private static MoveFailure kind(MoveStep step, IOException cause) {
    if (cause instanceof Refusal refusal) {
      return refusal.failure();
    }
    ErrnoException call = systemCall(cause);
    return call == null ? MoveFailure.OTHER : kind(step, call.errno());
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
