// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One move and the same move again: what source and target were before, and whether they are what
 * was promised after.
 */
final class Trial {
  private final Path source;
  private final Path target;
  private final FileRecord sourceBefore;
  private final Optional<FileRecord> targetBefore;
  private final List<Hook> hooks = new ArrayList<>();
  private MoveOptions options = MoveOptions.defaults();
  private @Nullable MoveResult result;

  private record Hook(String call, int nth, Event event) {}

  /** Something that happens between two system calls. */
  @FunctionalInterface
  interface Event {
    void happen() throws IOException;
  }

  private Trial(Path source, Path target) throws IOException {
    this.source = source;
    this.target = target;
    this.sourceBefore = FileRecord.of(source);
    this.targetBefore = FileRecord.find(target);
  }

  /** Looks at both files; nothing is moved yet. */
  static Trial of(Path source, Path target) throws IOException {
    return new Trial(source, target);
  }

  /** How to move from now on. */
  Trial with(MoveOptions chosen) {
    options = chosen;
    return this;
  }

  /** Lets something happen right before the n-th use of a call, in the next run only. */
  Trial before(String call, int nth, Event event) {
    hooks.add(new Hook(call, nth, event));
    return this;
  }

  Path source() {
    return source;
  }

  Path target() {
    return target;
  }

  /** Moves; empty if that succeeded. No descriptor may stay open. */
  Optional<MoveException> run() {
    LeakCheckingSyscalls calls = new LeakCheckingSyscalls(hooked());
    try {
      result = MoveFile.using(calls.syscalls()).move(source, target, options);
      return Optional.empty();
    } catch (MoveException e) {
      assertTold(e);
      return Optional.of(e);
    } finally {
      calls.assertNoLeaks();
    }
  }

  private Syscalls hooked() {
    FaultInjectingSyscalls hooked = new FaultInjectingSyscalls(Syscalls.system());
    for (Hook hook : hooks) {
      hooked.onCall(hook.call(), hook.nth(), action(hook.event()));
    }
    hooks.clear();
    return hooked.syscalls();
  }

  /** An event as a hook of {@link FaultInjectingSyscalls} takes it. */
  static Runnable action(Event event) {
    return () -> {
      try {
        event.happen();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    };
  }

  /** The message is enough to know what happened to what. */
  private void assertTold(MoveException e) {
    assertThat(e).hasMessageContaining(source.toString()).hasMessageContaining(target.toString());
    if (e.errno().isPresent()) {
      Errno errno = e.errno().get();
      assertThat(e)
          .hasMessageContaining(e.call().orElseThrow() + ": " + errno + " (" + errno.words() + ")");
    }
  }

  /** Fails at one of these steps, and has changed nothing and left nothing. */
  MoveException failsWith(MoveFailure kind, Errno errno, MoveStep... steps) throws IOException {
    MoveException failure = fails();
    assertThat(failure.errno()).as("errno of %s", failure).contains(errno);
    assertThat(failure.failure()).as("kind of %s", failure).isEqualTo(kind);
    assertThat(failure.step()).as("step of %s", failure).isIn((Object[]) steps);
    assertThat(failure.state()).as("state of %s", failure).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.getSuppressed()).isEmpty();
    assertStateIsTrue(failure);
    return failure;
  }

  /** Fails, whatever it leaves. */
  MoveException fails() {
    return run().orElseThrow(() -> new AssertionError("the move should have failed"));
  }

  /** What a failure says of source, target and temps is so. */
  void assertStateIsTrue(MoveException failure) throws IOException {
    switch (failure.state()) {
      case UNCHANGED, TEMP_LEFT -> {
        assertSourceUntouched();
        assertTargetUntouched();
      }
      case SOURCE_LEFT -> {
        assertSourceUntouched();
        assertTargetIsNew();
      }
      case MOVED -> {
        assertTargetIsNew();
        assertThat(FileRecord.find(source)).as("source").isEmpty();
      }
      case RECOVERY_NEEDED -> throw new AssertionError("no transaction", failure);
    }
    if (failure.state() == MoveState.TEMP_LEFT) {
      assertThat(Temps.in(target.getParent())).hasSize(1);
      assertThat(failure.getSuppressed()).as("what happened to the temp").isNotEmpty();
    } else {
      assertNoTemps();
    }
  }

  /** What is there is what a move that ended so has to leave. */
  void assertWhole(Optional<MoveException> failure) throws IOException {
    if (failure.isPresent()) {
      assertStateIsTrue(failure.get());
    } else {
      assertTargetIsNew();
      assertThat(FileRecord.find(source)).as("source").isEmpty();
      assertNoTemps();
    }
  }

  /**
   * The same of a move that stores what it does, where a file system has lost what was not stored:
   * the inodes may have other numbers, and a temp may have come back.
   */
  void assertWholeAfterCrash(Optional<MoveException> failure) throws IOException {
    Optional<MoveState> state = failure.map(MoveException::state);
    boolean isPublished =
        state.isEmpty() || state.get() == MoveState.SOURCE_LEFT || state.get() == MoveState.MOVED;
    FileRecord now = FileRecord.of(target);
    boolean isNew = now.differencesTo(sourceBefore).isEmpty();
    if (!isNew) {
      assertThat(now.differencesTo(targetBefore.orElseThrow())).as("target").isEmpty();
    }
    assertThat(isNew && !isPublished).as("new, after %s", failure).isFalse();
    Optional<FileRecord> left = FileRecord.find(source);
    if (left.isPresent()) {
      assertThat(left.get().differencesTo(sourceBefore)).as("source").isEmpty();
    } else {
      assertThat(isNew).as("the source is gone, so the target is new").isTrue();
    }
    assertThat(state.isEmpty() && left.isPresent()).as("removed, and there again").isFalse();
    assertThat(Temps.in(target.getParent())).hasSizeLessThan(2);
  }

  /** Succeeds, and loses nothing. */
  MoveResult succeeds() throws IOException {
    MoveResult moved = succeedsButFor();
    assertThat(moved.warnings()).isEmpty();
    return moved;
  }

  /** Succeeds, and loses these properties only, see {@link FileRecord}. */
  MoveResult succeedsButFor(String... properties) throws IOException {
    run()
        .ifPresent(
            e -> {
              throw new AssertionError("the move should have succeeded", e);
            });
    assertTargetIsNewButFor(properties);
    assertThat(FileRecord.find(source)).isEmpty();
    assertNoTemps();
    assertThat(result).isNotNull();
    return result;
  }

  /** The source is the very inode with all that it had. */
  void assertSourceUntouched() throws IOException {
    assertUntouched("source", sourceBefore, FileRecord.of(source));
  }

  private void assertTargetUntouched() throws IOException {
    Optional<FileRecord> now = FileRecord.find(target);
    assertThat(now.isPresent()).as("target exists").isEqualTo(targetBefore.isPresent());
    if (now.isPresent()) {
      assertUntouched("target", targetBefore.get(), now.get());
    }
  }

  private static void assertUntouched(String what, FileRecord before, FileRecord now) {
    assertThat(now.isUntouchedSince(before))
        .as("%s was touched: %s", what, now.differencesTo(before))
        .isTrue();
  }

  /** The target has all that the source had. */
  void assertTargetIsNew() throws IOException {
    assertTargetIsNewButFor();
  }

  private void assertTargetIsNewButFor(String... properties) throws IOException {
    assertThat(FileRecord.of(target).differencesTo(sourceBefore))
        .as("of the target to what the source was")
        .containsExactlyInAnyOrder(properties);
  }

  /** There is no temp beside source and target. */
  void assertNoTemps() throws IOException {
    assertThat(Temps.in(source.getParent())).isEmpty();
    assertThat(Temps.in(target.getParent())).isEmpty();
  }
}
