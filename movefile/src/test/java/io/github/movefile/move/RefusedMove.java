// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A move that failed, with what source and target were before. */
final class RefusedMove {
  private final Path source;
  private final Path target;
  private final Snapshot sourceBefore;
  private final Snapshot targetBefore;
  private final List<String> besideSource;
  private final List<String> besideTarget;
  private final MoveException failure;

  private RefusedMove(Path source, Path target, ThrowingCallable move) {
    this.source = source;
    this.target = target;
    this.sourceBefore = Snapshot.ofAny(source);
    this.targetBefore = Snapshot.ofAny(target);
    this.besideSource = beside(source);
    this.besideTarget = beside(target);
    this.failure = catchThrowableOfType(MoveException.class, move);
    assertThat(failure).as("the move should have failed").isNotNull();
  }

  static RefusedMove run(Path source, Path target, ThrowingCallable move) {
    return new RefusedMove(source, target, move);
  }

  private static List<String> beside(Path file) {
    return file.getParent().toFile().isDirectory()
        ? Workplace.namesIn(file.getParent())
        : List.of();
  }

  /** It failed by a system call, and all is as it was. */
  void failsWith(MoveFailure kind, MoveStep step, Errno errno) {
    check(kind, step, MoveState.UNCHANGED, Optional.of(errno));
    assertThat(failure).hasMessageContaining(errno + " (" + errno.words() + ")");
    requireUnchanged();
  }

  /** It was refused without asking the kernel, and all is as it was. */
  void isRefused(MoveFailure kind, MoveStep step, String words) {
    check(kind, step, MoveState.UNCHANGED, Optional.empty());
    assertThat(failure).hasMessageContaining(words);
    requireUnchanged();
  }

  /** The target is the new file, and the source is still there too. */
  void leavesSource(MoveFailure kind, Errno errno) {
    check(kind, MoveStep.REMOVE_SOURCE, MoveState.SOURCE_LEFT, Optional.of(errno));
    assertThat(Snapshot.of(source)).isEqualTo(sourceBefore);
    assertThat(Snapshot.portableOf(target)).isEqualTo(sourceBefore.portable());
  }

  MoveException failure() {
    return failure;
  }

  private void check(MoveFailure kind, MoveStep step, MoveState state, Optional<Errno> errno) {
    assertThat(failure.failure()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.step()).as(failure.toString()).isEqualTo(step);
    assertThat(failure.state()).as(failure.toString()).isEqualTo(state);
    assertThat(failure.errno()).isEqualTo(errno);
    assertThat(failure.call().isPresent()).isEqualTo(errno.isPresent());
    assertThat(failure.getFile()).isEqualTo(source.toString());
    assertThat(failure.getOtherFile()).isEqualTo(target.toString());
    assertThat(failure.getSuppressed()).isEmpty();
  }

  private void requireUnchanged() {
    assertThat(Snapshot.ofAny(source)).isEqualTo(sourceBefore);
    assertThat(Snapshot.ofAny(target)).isEqualTo(targetBefore);
    assertThat(beside(source)).isEqualTo(besideSource);
    assertThat(beside(target)).isEqualTo(besideTarget);
  }
}
