// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

/** What others do to a target while a transaction runs, and directories that let nothing go. */
class TransactionForeignChangeTest {
  private static final Syscalls CALLS = Syscalls.system();
  private static final MergeOptions OPTIONS =
      MergeOptions.builder()
          .atomicity(Atomicity.TRANSACTION)
          .existingDirectories(ExistingDirectories.UPDATE)
          .workers(1)
          .build();

  private interface Change {
    void make() throws IOException;
  }

  /** Another process changes something right before the first new file is staged. */
  private static MergeReport mergeWhile(MergeFixture fixture, Change change) throws MoveException {
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(CALLS)
            .onCall(
                "linkat",
                1,
                () -> {
                  try {
                    change.make();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    return TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS);
  }

  private static void assertTakenBack(MoveFailure failure, MoveException e) {
    assertThat(e.failure()).isEqualTo(failure);
    assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
  }

  @Test
  void fileThatOthersReplaceMeanwhile_isNotLost() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("file"), "new");
      MergeFixture.write(fixture.root("file"), "old");
      Path edited = MergeFixture.write(fixture.root("edited"), "of the admin");
      assertThatThrownBy(
              () ->
                  mergeWhile(
                      fixture,
                      () ->
                          Files.move(
                              edited, fixture.root("file"), StandardCopyOption.REPLACE_EXISTING)))
          .isInstanceOfSatisfying(
              MoveException.class, e -> assertTakenBack(MoveFailure.TARGET_CHANGED, e));
      assertThat(fixture.root("file")).hasContent("of the admin");
      assertThat(fixture.image("file")).hasContent("new");
      fixture.assertNoTemps();
    }
  }

  @Test
  void directoryThatOthersPutThereMeanwhile_isNotLost() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("file"), "new");
      MergeFixture.write(fixture.root("file"), "old");
      assertThatThrownBy(
              () ->
                  mergeWhile(
                      fixture,
                      () -> {
                        Files.delete(fixture.root("file"));
                        MergeFixture.write(fixture.root("file/inside"), "of the admin");
                      }))
          .isInstanceOfSatisfying(
              MoveException.class, e -> assertTakenBack(MoveFailure.TARGET_CHANGED, e));
      assertThat(fixture.root("file/inside")).hasContent("of the admin");
      assertThat(fixture.root(".movefile-transaction")).doesNotExist();
    }
  }

  @Test
  void updatedDirectory_hasTheTimesOfTheImage_alsoAfterAFileInItWasReplaced() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      MergeFixture.write(fixture.image("d/file"), "new");
      MergeFixture.write(fixture.root("d/file"), "old");
      FileTime time = FileTime.fromMillis(1_000_000);
      Files.setLastModifiedTime(fixture.image("d"), time);
      TreeMerge.create().merge(fixture.image(), fixture.root(), OPTIONS);
      assertThat(fixture.root("d/file")).hasContent("new");
      assertThat(Files.getLastModifiedTime(fixture.root("d"))).isEqualTo(time);
    }
  }

  /** A copy of some of its names would be another file. */
  @Test
  void groupWithTooManyNames_isRefusedAndNotSplit() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      Files.createLink(
          fixture.image("second"), MergeFixture.write(fixture.image("first"), "linked"));
      FaultInjectingSyscalls calls =
          new FaultInjectingSyscalls(CALLS).arm(Fault.once("linkat", 2, Errno.EMLINK));
      assertThatThrownBy(
              () ->
                  TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS))
          .isInstanceOfSatisfying(
              MoveException.class,
              e -> {
                assertThat(e.errno()).contains(Errno.EMLINK);
                assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
              });
      assertThat(fixture.root()).isEmptyDirectory();
    }
  }

  @Test
  void directoryThatLetsNothingGo_isRefusedBefore() throws IOException {
    Requirements.root();
    for (String name : new String[] {"d", "."}) {
      try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
        MergeFixture.write(fixture.image("d/file"), "new");
        Files.createDirectory(fixture.root("d"));
        Path directory = fixture.root(name);
        setFlags(directory, InodeFlags.APPEND);
        try {
          assertThatThrownBy(
                  () -> TreeMerge.create().merge(fixture.image(), fixture.root(), OPTIONS))
              .isInstanceOfSatisfying(
                  MoveException.class, e -> assertTakenBack(MoveFailure.DENIED, e));
          fixture.assertNoTemps();
          assertThat(fixture.root(".movefile-transaction")).doesNotExist();
        } finally {
          setFlags(directory, InodeFlags.NONE);
        }
      }
    }
  }

  private static void setFlags(Path directory, InodeFlags flags) throws IOException {
    try (Fd fd = CALLS.paths().openat(Fd.CWD, RawPath.of(directory), OpenFlags.READ_ONLY, 0)) {
      InodeFlags present = CALLS.data().getInodeFlags(fd).without(InodeFlags.APPEND);
      CALLS.data().setInodeFlags(fd, present.with(flags));
    }
  }
}
