// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.CallHook.Use;
import io.github.movefile.move.faults.TargetRaceScene.Kind;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another process meddles with the target's name or directory: a target that comes is replaced as a
 * whole, and nothing else is ever touched.
 */
@AcrossFileSystems
class TargetRaceTest {
  @AutoClose private final TargetRaceScene scene = new TargetRaceScene();
  private final Path source = scene.source();
  private final Path target = scene.target();

  @BeforeEach
  void makeFiles() throws IOException {
    scene.makeFiles();
  }

  @ParameterizedTest
  @EnumSource
  void targetThatBecomesADirectory_staysOne(Kind kind) throws IOException {
    kind.make(source);
    SampleFiles.old(target);

    MoveException failure =
        scene.moveFails(
            scene.moverWhile(
                scene::publishes,
                name -> {
                  Files.delete(target);
                  Files.createDirectory(target);
                }));

    assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_IS_DIRECTORY);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).isDirectory();
    assertThat(Files.exists(source, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(Temps.in(target.getParent())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void parentThatIsRemovedBeforeTheTempIsMade_isTold(Kind kind) throws IOException {
    kind.make(source);

    MoveException failure =
        scene.moveFails(scene.moverWhile(Use::makesTemp, name -> Files.delete(target.getParent())));

    assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_PARENT_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(Files.exists(source, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void parentThatIsRemovedWithTheTemp_isTold(Kind kind) throws IOException {
    kind.make(source);

    MoveException failure =
        scene.moveFails(
            scene.moverWhile(
                scene::publishes,
                name -> {
                  Files.delete(scene.tempBesideTarget());
                  Files.delete(target.getParent());
                }));

    assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_PARENT_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(Files.exists(source, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void targetThatAppearsMeanwhile_isReplacedWhole() throws IOException {
    SampleFiles.rich(source);
    FileRecord before = FileRecord.of(source);

    scene.moverWhile(scene::publishes, name -> SampleFiles.old(target)).move(source, target);

    assertThat(FileRecord.of(target).differencesTo(before)).isEmpty();
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }
}
