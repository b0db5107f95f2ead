// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static io.github.movefile.move.faults.SourceRaceScene.CONTENTS;
import static io.github.movefile.move.faults.SourceRaceScene.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another process changes the source while it moves across file systems: the target is one whole
 * version of it, and no version is removed that nobody has copied.
 */
@AcrossFileSystems
class SourceChangeTest {
  @AutoClose private final SourceRaceScene scene = new SourceRaceScene();
  private final Path source = scene.source();
  private final Path target = scene.target();

  /** What another process may do to the source. */
  enum Change {
    GROW {
      @Override
      void make(Path file) throws IOException {
        Files.write(file, SampleFiles.bytes(777), StandardOpenOption.APPEND);
      }
    },
    SHRINK {
      @Override
      void make(Path file) throws IOException {
        Files.write(file, SampleFiles.bytes(1000));
      }
    },
    REWRITE {
      @Override
      void make(Path file) throws IOException {
        byte[] contents = Files.readAllBytes(file);
        contents[contents.length - 1]++;
        Files.write(file, contents, StandardOpenOption.WRITE);
      }
    },
    REPLACE {
      @Override
      void make(Path file) throws IOException {
        Path other = Files.write(file.resolveSibling("other"), OTHER);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      }
    };

    abstract void make(Path file) throws IOException;
  }

  @BeforeEach
  void makeFiles() throws IOException {
    scene.makeFiles();
  }

  @ParameterizedTest
  @CsvSource({
    "openat, 1, READ_WRITE", "openat, 2, READ_WRITE", "pread, 1, READ_WRITE",
    "pwrite, 1, READ_WRITE", "sendfile, 1, SENDFILE", "fstat, 1, SENDFILE"
  })
  void sourceThatChangesOnce_arrivesAsItIsThen(String call, int nth, CopyMethod method)
      throws IOException {
    CopyOptions copy = CopyOptions.builder().methods(Set.of(method)).build();
    for (Change change : Change.values()) {
      FaultInjectingSyscalls once = new FaultInjectingSyscalls(Syscalls.system());
      Files.write(source, CONTENTS);
      SampleFiles.stamp(source);
      once.onCall(call, nth, () -> make(change));

      MoveResult result =
          MoveFile.using(once.syscalls())
              .move(source, target, MoveOptions.builder().copy(copy).build());

      assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
      assertThat(Files.readAllBytes(target)).as("%s", change).isEqualTo(changed(change));
      assertThat(result.bytes()).isEqualTo(Files.size(target));
      assertThat(source).doesNotExist();
    }
  }

  private void make(Change change) {
    try {
      change.make(source);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] changed(Change change) throws IOException {
    Path copy = Files.write(scene.from().path("expected"), CONTENTS);
    change.make(copy);
    return Files.readAllBytes(copy);
  }

  @ParameterizedTest
  @EnumSource
  void sourceThatChangesEachTime_isRefusedAndStays(Change change) throws IOException {
    for (int nth = 1; nth <= 100; nth++) {
      scene.on("sendfile", nth, () -> change.make(source));
    }

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(scene.calls().count("openat")).as("of source and temp, in three tries").isEqualTo(6);
    assertThat(target).hasContent("old");
    assertThat(source).exists();
  }

  @ParameterizedTest
  @EnumSource
  void sourceThatChangesWhileItsCopyIsStored_isNotRemoved(Change change) throws IOException {
    scene.on("fsync", 2, () -> change.make(source));
    MoveOptions durable = MoveOptions.builder().durability(Durability.FSYNC).build();

    MoveException failure =
        catchThrowableOfType(
            MoveException.class, () -> scene.mover().move(source, target, durable));

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(Files.readAllBytes(target)).isEqualTo(CONTENTS);
    assertThat(Files.readAllBytes(source)).isEqualTo(changed(change));
  }

  /** As if the target were the source, by another file system; see {@code CopyMove.finish}. */
  @ParameterizedTest
  @EnumSource
  void sourceThatChangesWhenItsCopyReplacesAFile_isNotRemoved(Change change) throws IOException {
    scene.on("renameat2", 2, () -> change.make(source));

    MoveException failure = scene.moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(Files.readAllBytes(target)).isEqualTo(CONTENTS);
    assertThat(Files.readAllBytes(source)).isEqualTo(changed(change));
  }
}
