// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** openat2 and renameat2 with flags are refused as such; nothing else goes with them. */
class NameCallsCheck {
  private final Syscalls calls = Syscalls.system();
  private final PathCalls paths = calls.paths();

  @TestFactory
  Stream<DynamicTest> names() {
    return Ends.all().stream()
        .map(Ends::target)
        .distinct()
        .flatMap(
            directory ->
                Stream.of(
                    test("openat2", directory, this::openat2),
                    test("renameat2 with a flag", directory, this::renameWithFlag),
                    test("rename without a flag", directory, this::renameWithoutFlag),
                    test("another ioctl than FICLONE", directory, this::otherIoctl)));
  }

  @TestFactory
  Stream<DynamicTest> immutableTarget() {
    return Ends.all().stream()
        .filter(ends -> Requirements.isRoot())
        .map(
            ends ->
                DynamicTest.dynamicTest(
                    ends + ": a move over an immutable file is denied",
                    () -> assertImmutableIsKept(ends)));
  }

  private interface Body {
    void run(Path directory) throws IOException;
  }

  private static DynamicTest test(String what, Path directory, Body body) {
    return DynamicTest.dynamicTest(
        what + " in " + directory,
        () -> {
          try (Scratch scratch = Scratch.in(directory)) {
            Files.writeString(scratch.path("a"), "a");
            Files.writeString(scratch.path("b"), "b");
            body.run(scratch.path());
          }
        });
  }

  private void openat2(Path directory) throws IOException {
    try (Fd dir = open(directory)) {
      assertAnswer(
          BlockedCall.OPENAT2,
          Optional.empty(),
          () ->
              paths
                  .openat2(dir, RawPath.of("a"), OpenFlags.READ_ONLY, 0, ResolveFlags.BENEATH)
                  .close());
    }
  }

  private void renameWithFlag(Path directory) throws IOException {
    try (Fd dir = open(directory)) {
      assertAnswer(
          BlockedCall.RENAMEAT2,
          Optional.of(Errno.EEXIST),
          () -> rename(dir, "a", "b", RenameFlags.NO_REPLACE));
      assertAnswer(
          BlockedCall.RENAMEAT2,
          Optional.empty(),
          () -> rename(dir, "a", "c", RenameFlags.NO_REPLACE));
    }
    boolean works = Blocked.here().answer(BlockedCall.RENAMEAT2).isEmpty();
    assertThat(directory.resolve(works ? "c" : "a")).hasContent("a");
    assertThat(directory.resolve(works ? "a" : "c")).doesNotExist();
    assertThat(directory.resolve("b")).hasContent("b");
  }

  private void renameWithoutFlag(Path directory) throws IOException {
    try (Fd dir = open(directory)) {
      rename(dir, "a", "b", RenameFlags.NONE);
    }
    assertThat(directory.resolve("a")).doesNotExist();
    assertThat(directory.resolve("b")).hasContent("a");
  }

  private void otherIoctl(Path directory) throws IOException {
    RawPath file = RawPath.of(directory.resolve("a"));
    try (Fd fd = paths.openat(Fd.CWD, file, OpenFlags.READ_ONLY, 0)) {
      InodeFlags flags = calls.data().getInodeFlags(fd).with(InodeFlags.NO_DUMP);
      calls.data().setInodeFlags(fd, flags);
      assertThat(calls.data().getInodeFlags(fd)).isEqualTo(flags);
    }
  }

  private static void assertImmutableIsKept(Ends ends) throws IOException {
    try (Scratch from = Scratch.in(ends.source());
        Scratch to = Scratch.in(ends.target())) {
      Path source = Files.writeString(from.path("source"), "new");
      Path target = Files.writeString(to.path("target"), "old");
      chattr("+i", target);
      try {
        MoveException failure =
            catchThrowableOfType(MoveException.class, () -> MoveFile.create().move(source, target));

        assertThat(failure.failure()).isEqualTo(MoveFailure.DENIED);
        assertThat(failure.errno()).contains(Errno.EPERM);
        assertThat(target).hasContent("old");
        assertThat(source).hasContent("new");
        assertThat(to.path()).isDirectoryNotContaining(file -> !file.equals(target));
      } finally {
        chattr("-i", target);
      }
    }
  }

  private static void chattr(String change, Path file) {
    Command.of("chattr", change, file.toString()).run().requireSuccess();
  }

  private Fd open(Path directory) throws ErrnoException {
    OpenFlags flags = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
    return paths.openat(Fd.CWD, RawPath.of(directory), flags, 0);
  }

  private void rename(Fd dir, String from, String to, RenameFlags flags) throws ErrnoException {
    paths.renameat2(dir, RawPath.of(from), dir, RawPath.of(to), flags);
  }

  /** The call gets what the run says, else what the kernel says, or succeeds. */
  private static void assertAnswer(
      BlockedCall call, Optional<Errno> answerOfLinux, ThrowingCallable code) {
    Optional<Errno> expected = Blocked.here().answer(call).or(() -> answerOfLinux);
    if (expected.isEmpty()) {
      assertThatCode(code).doesNotThrowAnyException();
      return;
    }
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(
            ErrnoException.class,
            e -> {
              assertThat(e.call()).isEqualTo(call.systemCall());
              assertThat(e.errno()).isEqualTo(expected.get());
            });
  }
}
