// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static io.github.movefile.move.faults.SourceRaceScene.CONTENTS;
import static io.github.movefile.move.faults.SourceRaceScene.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another process removes the source while it moves across file systems, or puts something else in
 * its place: that is neither followed, copied nor removed.
 */
@AcrossFileSystems
class SourceReplacementTest {
  @AutoClose private final SourceRaceScene scene = new SourceRaceScene();
  private final Path source = scene.source();
  private final Path target = scene.target();

  @BeforeEach
  void makeFiles() throws IOException {
    scene.makeFiles();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 64 * 1024})
  void sourceThatIsReplacedWhenItsCopyHasItsName_isNotRemoved(int size) throws IOException {
    Files.delete(target);
    Files.write(source, SampleFiles.bytes(size));
    scene.on(
        "renameat2",
        2,
        () ->
            Files.move(scene.from().file("other", OTHER), source, StandardCopyOption.ATOMIC_MOVE));

    assertThat(scene.moveFails().state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(source).hasBinaryContent(OTHER);
  }

  @Test
  void sourceThatIsGoneWhenItIsToBeRemoved_isTold() {
    scene.on("unlinkat", 1, () -> Files.delete(source));

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.MOVED);
    assertThat(target).hasBinaryContent(CONTENTS);
  }

  @Test
  void sourceThatVanishesBeforeItIsOpened_leavesTheTarget() {
    scene.on("openat", 1, () -> Files.delete(source));

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).hasContent("old");
  }

  @Test
  void symlinkInPlaceOfTheSource_isNotFollowed() throws IOException {
    Path victim = scene.to().file("victim", "secret");
    scene.on(
        "openat",
        1,
        () -> {
          Files.delete(source);
          Files.createSymbolicLink(source, victim);
        });

    MoveException failure = scene.moveFails();

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).hasContent("old");
    assertThat(victim).hasContent("secret");
    assertThat(Files.isSymbolicLink(source)).isTrue();
  }

  @Test
  void fifoInPlaceOfTheSource_neitherBlocksNorVanishes() throws IOException {
    scene.on(
        "openat",
        1,
        () -> {
          Files.delete(source);
          SampleFiles.fifo(source);
        });

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).hasContent("old");
    assertThat(source).exists();
  }

  @Test
  void directoryInPlaceOfTheSource_stays() throws IOException {
    scene.on(
        "openat",
        1,
        () -> {
          Files.delete(source);
          Files.createDirectory(source);
        });

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(target).hasContent("old");
    assertThat(source).isDirectory();
  }

  /** Looks by name alone would see nothing: before and after, the name leads to the right file. */
  @Test
  void wayToTheSourceThatLeadsElsewhereForAMoment_doesNotMixTwoFiles() throws IOException {
    Path right = scene.from().file("right/source", CONTENTS).getParent();
    Path wrong = scene.from().file("wrong/source", OTHER).getParent();
    Path way = Files.createSymbolicLink(scene.from().path("way"), right);
    scene.on("openat", 1, () -> lead(way, wrong));
    scene.on("openat", 2, () -> lead(way, right));
    scene.on("statx", 3, () -> lead(way, right));

    scene.mover().move(way.resolve("source"), target);

    assertThat(target).hasBinaryContent(CONTENTS);
    assertThat(wrong.resolve("source")).hasBinaryContent(OTHER);
  }

  private static void lead(Path way, Path where) throws IOException {
    Path other = Files.createSymbolicLink(way.resolveSibling("other way"), where);
    Files.move(other, way, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void secretThatTheNameLeadsToForAMoment_isNeverGivenToTheOwnerOfTheSource() throws IOException {
    Path right = scene.from().file("right/source", CONTENTS).getParent();
    Path secret = scene.from().file("secret/source", OTHER).getParent();
    Path way = Files.createSymbolicLink(scene.from().path("way"), right);
    scene.on("openat", 1, () -> lead(way, secret));
    scene.on("openat", 2, () -> lead(way, right));
    scene.on(
        "fchown",
        1,
        () -> assertThat(Temps.onlyOneIn(scene.to().path())).hasBinaryContent(CONTENTS));

    scene.mover().move(way.resolve("source"), target);

    assertThat(scene.calls().count("fchown")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void linkOrNodeThatIsReplacedMeanwhile_isRefusedAndStays(boolean isLink) throws IOException {
    Files.delete(source);
    if (isLink) {
      SampleFiles.symlink(source);
    } else {
      SampleFiles.fifo(source);
    }
    scene.on(
        "utimensat",
        1,
        () -> {
          Files.delete(source);
          Files.createSymbolicLink(source, Path.of("another"));
        });

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(Files.exists(source, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
