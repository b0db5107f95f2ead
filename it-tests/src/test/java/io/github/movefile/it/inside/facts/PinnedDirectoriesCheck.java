// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Moves into and out of directories that chattr(1) has made immutable or append-only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinnedDirectoriesCheck {
  private static final MoveOptions DEFAULTS = MoveOptions.defaults();

  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs", "xfs");

  static Stream<Arguments> cases() {
    return PinnedFilesCheck.cases();
  }

  private Path file(String disk, String name) {
    Path file = disks.directory(disk).resolve(name);
    Contents.write(file, 100_000);
    // So that looking doesn't set the time of access.
    run("touch -a -d 2037-01-01 \"$1\"", file);
    return file;
  }

  private static void pin(Path directory, String flag) {
    run("chattr +" + flag + " \"$1\"", directory);
  }

  @OnEach
  void renameIntoAnAppendOnlyDirectory_isDone(String disk) throws Exception {
    Path source = file(disk, "source");
    Path directory = disks.directory(disk);
    pin(directory, "a");
    Before before = Before.of(source, directory.resolve("target"));

    assertThat(MoveFile.create().move(source, directory.resolve("target")).method())
        .isEqualTo(MoveMethod.RENAMED);

    before.assertTargetIsTheSource();
  }

  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void targetInThere_isNotReplaced(String from, String to, String flag) throws Exception {
    Path source = file(from, "source");
    Path target = file(to, "target");
    pin(target.getParent(), flag);
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(DEFAULTS);

    assertThat(failure.failure()).isEqualTo(MoveFailure.DENIED);
    assertThat(failure.errno()).contains(Errno.EPERM);
    if (from.equals(to)) {
      assertThat(failure.step()).isEqualTo(MoveStep.RENAME);
      before.assertUnchangedBy(failure);
    } else if (flag.equals("i")) {
      assertThat(failure.step()).isEqualTo(MoveStep.CREATE_TEMP);
      before.assertUnchangedBy(failure);
    } else {
      before.assertSourceUntouched();
      before.assertTargetUntouched();
      assertTellsOfTheTemp(failure, target.getParent());
    }
  }

  /** A temp can be made there, but be neither renamed nor removed. */
  private static void assertTellsOfTheTemp(MoveException failure, Path directory)
      throws IOException {
    assertThat(failure.step()).isEqualTo(MoveStep.PUBLISH);
    assertThat(failure.state()).isEqualTo(MoveState.TEMP_LEFT);
    Path temp = Temps.in(directory).get(0);
    assertThat(failure.getSuppressed())
        .singleElement()
        .asString()
        .contains(temp + ": unlinkat: EPERM");
    run("chattr -a \"$1\"", directory);
    Files.delete(temp);
  }

  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void sourceInThere_isLeft(String from, String to, String flag) {
    Path source = file(from, "source");
    Path target = file(to, "target");
    pin(source.getParent(), flag);
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(DEFAULTS);

    assertThat(failure.failure()).isEqualTo(MoveFailure.DENIED);
    assertThat(failure.errno()).contains(Errno.EPERM);
    before.assertSourceUntouched();
    if (from.equals(to)) {
      assertThat(failure.step()).isEqualTo(MoveStep.RENAME);
      before.assertUnchangedBy(failure);
    } else {
      assertThat(failure.step()).isEqualTo(MoveStep.REMOVE_SOURCE);
      assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
      before.assertTargetIsTheSource();
    }
  }
}
