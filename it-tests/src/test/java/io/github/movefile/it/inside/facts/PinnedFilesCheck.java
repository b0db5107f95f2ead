// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Immutable and append-only files, as chattr(1) makes them, are neither replaced nor moved. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinnedFilesCheck {
  private static final MoveOptions DEFAULTS = MoveOptions.defaults();

  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs", "xfs");

  /** On each file system, moved within it and from another one, with each of both flags. */
  static Stream<Arguments> cases() {
    return Stream.of("ext4,ext4", "btrfs,btrfs", "xfs,xfs", "ext4,btrfs", "btrfs,xfs", "xfs,ext4")
        .map(pair -> pair.split(",", 2))
        .flatMap(pair -> Stream.of("i", "a").map(flag -> Arguments.of(pair[0], pair[1], flag)));
  }

  private Path make(String disk, String name, String script) {
    Path file = disks.directory(disk).resolve(name);
    run(script, file);
    return file;
  }

  private Path pinned(String disk, String name, String flag) {
    return make(disk, name, "echo pinned > \"$1\"; chattr +" + flag + " \"$1\"");
  }

  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void target_isNotReplaced(String from, String to, String flag) {
    Path target = pinned(to, "target", flag);
    for (String script : List.of("echo new > \"$1\"", "ln -s text \"$1\"", "mkfifo \"$1\"")) {
      Path source = make(from, "source", script);
      Before before = Before.of(source, target);

      MoveException failure = before.failureOfMove(DEFAULTS);

      assertThat(failure.failure()).isEqualTo(MoveFailure.DENIED);
      assertThat(failure.errno()).contains(Errno.EPERM);
      assertThat(failure.step()).isEqualTo(from.equals(to) ? MoveStep.RENAME : MoveStep.PUBLISH);
      before.assertUnchangedBy(failure);
    }
  }

  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void target_isNotReplacedByAHardLink(String from, String to, String flag) {
    Path target = pinned(to, "target", flag);
    Path source = make(from, "source", "echo new > \"$1\"");
    Path candidate = target.resolveSibling("candidate");
    Contents.write(candidate, 10);
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(linkingTo(candidate));

    assertThat(failure.errno()).contains(Errno.EPERM);
    assertThat(failure.step()).isEqualTo(MoveStep.PUBLISH);
    before.assertUnchangedBy(failure);
  }

  private static MoveOptions linkingTo(Path candidate) {
    return MoveOptions.builder().hardLinkCandidates(List.of(RawPath.of(candidate))).build();
  }

  /** As a rename refuses it, and for the same reason: it would still be there. */
  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void source_isNotMoved(String from, String to, String flag) {
    Path source = pinned(from, "source", flag);
    Path target = make(to, "target", "echo old > \"$1\"");
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(DEFAULTS);

    assertThat(failure.failure()).isEqualTo(MoveFailure.DENIED);
    assertThat(failure.step()).isEqualTo(from.equals(to) ? MoveStep.RENAME : MoveStep.LOOK);
    before.assertUnchangedBy(failure);
  }

  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void source_isNotReplacedByAHardLink(String from, String to, String flag) {
    Path source = pinned(from, "source", flag);
    Path target = make(to, "target", "echo old > \"$1\"");
    Path candidate = target.resolveSibling("candidate");
    Contents.write(candidate, 10);
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(linkingTo(candidate));

    assertThat(failure.failure()).isEqualTo(MoveFailure.DENIED);
    before.assertUnchangedBy(failure);
  }

  @ParameterizedTest(name = "{0}→{1} +{2}")
  @MethodSource("cases")
  void source_canBeCopied(String from, String to, String flag) throws Exception {
    Path source = pinned(from, "source", flag);
    Path target = make(to, "target", "echo old > \"$1\"");
    Before before = Before.of(source, target);

    MoveFile.create().copy(source, target, DEFAULTS);

    before.assertTargetIsTheSource();
    before.assertSourceUntouched();
    assertThat(run("lsattr \"$1\"", target).split(" ", 2)[0]).doesNotContain(flag);
  }
}
