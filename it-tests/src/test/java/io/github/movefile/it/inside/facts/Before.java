// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What source and target were before a move that has to fail. */
final class Before {
  private final Path source;
  private final Path target;
  private final Snapshot sourceBefore;
  private final Snapshot targetBefore;
  private final List<String> namesBefore;

  private Before(Path source, Path target) {
    this.source = source;
    this.target = target;
    this.sourceBefore = Snapshot.ofAny(source);
    this.targetBefore = Snapshot.ofAny(target);
    this.namesBefore = names();
  }

  static Before of(Path source, Path target) {
    return new Before(source, target);
  }

  /** The failure of a move, which has to fail. */
  MoveException failureOfMove(MoveOptions options) {
    return failed(
        catchThrowableOfType(
            MoveException.class, () -> MoveFile.create().move(source, target, options)));
  }

  /** The failure of a copy, which has to fail. */
  MoveException failureOfCopy(MoveOptions options) {
    return failed(
        catchThrowableOfType(
            MoveException.class, () -> MoveFile.create().copy(source, target, options)));
  }

  private static MoveException failed(MoveException failure) {
    assertThat(failure).as("it should have failed").isNotNull();
    return failure;
  }

  /** The failure says that all is as it was, and it is. */
  void assertUnchangedBy(MoveException failure) {
    assertThat(failure.state()).as(failure.toString()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.getSuppressed()).isEmpty();
    assertSourceUntouched();
    assertTargetUntouched();
    assertThat(names()).isEqualTo(namesBefore);
  }

  void assertSourceUntouched() {
    assertThat(Snapshot.ofAny(source)).isEqualTo(sourceBefore);
  }

  void assertTargetUntouched() {
    assertThat(Snapshot.ofAny(target)).isEqualTo(targetBefore);
  }

  /** The target is now what the source was. */
  void assertTargetIsTheSource() {
    assertThat(Snapshot.of(target).portable()).isEqualTo(sourceBefore.portable());
  }

  /** All names beside the target, temps too. */
  private List<String> names() {
    if (!Files.isDirectory(target.getParent())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
