// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A move failed. The target is whole in any case; {@link #state()} tells what is left. A failure to
 * clean up is among the suppressed exceptions.
 */
public final class MoveException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private final byte[] source;
  private final byte[] target;
  private final MoveFailure failure;
  private final MoveStep step;
  private final MoveState state;
  private final Told[] warnings;

  /** A warning as it can be serialized, which no {@link Optional} can be. */
  private record Told(MoveWarning.Loss loss, String detail, @Nullable ErrnoException cause)
      implements Serializable {
    static Told of(MoveWarning warning) {
      return new Told(warning.loss(), warning.detail(), warning.cause().orElse(null));
    }

    MoveWarning warning() {
      return new MoveWarning(loss, detail, Optional.ofNullable(cause));
    }
  }

  /**
   * A failed move that has left nothing to warn of.
   *
   * @param source the file that was to be moved
   * @param target where to
   * @param failure why it failed
   * @param step where it failed
   * @param state what it has left
   * @param reason one line for people: call, errno, words
   * @param cause what failed, or null for a refusal
   */
  public MoveException(
      RawPath source,
      RawPath target,
      MoveFailure failure,
      MoveStep step,
      MoveState state,
      String reason,
      @Nullable Throwable cause) {
    this(source, target, failure, step, state, reason, cause, List.of());
  }

  /**
   * A failed move.
   *
   * @param source the file that was to be moved
   * @param target where to
   * @param failure why it failed
   * @param step where it failed
   * @param state what it has left
   * @param reason one line for people: call, errno, words
   * @param cause what failed, or null for a refusal
   * @param warnings what a target that is in place all the same does not have
   */
  public MoveException(
      RawPath source,
      RawPath target,
      MoveFailure failure,
      MoveStep step,
      MoveState state,
      String reason,
      @Nullable Throwable cause,
      List<MoveWarning> warnings) {
    super(source.toString(), target.toString(), reason);
    this.source = source.bytes();
    this.target = target.bytes();
    this.failure = failure;
    this.step = step;
    this.state = state;
    this.warnings = warnings.stream().map(Told::of).toArray(Told[]::new);
    if (cause != null) {
      initCause(cause);
    }
  }

  /**
   * The file that was to be moved.
   *
   * @return as the caller gave it
   */
  public RawPath source() {
    return RawPath.of(source);
  }

  /**
   * Where it was to be moved.
   *
   * @return as the caller gave it
   */
  public RawPath target() {
    return RawPath.of(target);
  }

  /**
   * Why it failed.
   *
   * @return the kind of failure
   */
  public MoveFailure failure() {
    return failure;
  }

  /**
   * Where it failed.
   *
   * @return the step
   */
  public MoveStep step() {
    return step;
  }

  /**
   * What is left.
   *
   * @return the state of source and target
   */
  public MoveState state() {
    return state;
  }

  /**
   * What could not be kept of a file that is in place all the same.
   *
   * @return empty unless the state is {@link MoveState#SOURCE_LEFT} or {@link MoveState#MOVED}
   */
  public List<MoveWarning> warnings() {
    return Stream.of(warnings).map(Told::warning).toList();
  }

  /**
   * The errno of the system call that failed.
   *
   * @return empty for a refusal that asked no kernel
   */
  public Optional<Errno> errno() {
    return systemCall().map(ErrnoException::errno);
  }

  /**
   * The name of the system call that failed.
   *
   * @return such as {@code "renameat"}; empty for a refusal that asked no kernel
   */
  public Optional<String> call() {
    return systemCall().map(ErrnoException::call);
  }

  private Optional<ErrnoException> systemCall() {
    Throwable cause = getCause();
    while (cause != null && !(cause instanceof ErrnoException)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable((ErrnoException) cause);
  }
}
