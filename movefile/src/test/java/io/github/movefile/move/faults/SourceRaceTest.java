// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

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
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another process changes the source while it moves across file systems: the target is one whole
 * version of it, and no version is removed that nobody has copied.
 */
@AcrossFileSystems
class SourceRaceTest {
  private static final byte[] CONTENTS = SampleFiles.bytes(5000);
  private static final byte[] OTHER = SampleFiles.bytes(6000);

  @AutoClose private final TempTree from = TempTree.onOtherFileSystem();
  @AutoClose private final TempTree to = TempTree.create();

  private final FaultInjectingSyscalls hooks = new FaultInjectingSyscalls(Syscalls.system());
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(hooks.syscalls());
  private final MoveFile mover = MoveFile.using(leaks.syscalls());
  private final Path source = from.path("source");
  private final Path target = to.path("target");

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
    Files.write(source, CONTENTS);
    SampleFiles.stamp(source);
    Files.writeString(target, "old");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    leaks.assertNoLeaks();
    assertThat(Temps.in(to.path())).isEmpty();
    assertThat(Temps.in(from.path())).isEmpty();
  }

  private void on(String call, int nth, SourceChange change) {
    hooks.onCall(
        call,
        nth,
        () -> {
          try {
            change.make();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Something that another process does. */
  @FunctionalInterface
  private interface SourceChange {
    void make() throws IOException;
  }

  private MoveException moveFails() {
    return catchThrowableOfType(MoveException.class, () -> mover.move(source, target));
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
    Path copy = Files.write(from.path("expected"), CONTENTS);
    change.make(copy);
    return Files.readAllBytes(copy);
  }

  @ParameterizedTest
  @EnumSource
  void sourceThatChangesEachTime_isRefusedAndStays(Change change) throws IOException {
    for (int nth = 1; nth <= 100; nth++) {
      on("sendfile", nth, () -> change.make(source));
    }

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(hooks.count("openat")).as("of source and temp, in three tries").isEqualTo(6);
    assertThat(target).hasContent("old");
    assertThat(source).exists();
  }

  @ParameterizedTest
  @EnumSource
  void sourceThatChangesWhileItsCopyIsStored_isNotRemoved(Change change) throws IOException {
    on("fsync", 2, () -> change.make(source));
    MoveOptions durable = MoveOptions.builder().durability(Durability.FSYNC).build();

    MoveException failure =
        catchThrowableOfType(MoveException.class, () -> mover.move(source, target, durable));

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(Files.readAllBytes(target)).isEqualTo(CONTENTS);
    assertThat(Files.readAllBytes(source)).isEqualTo(changed(change));
  }

  /** As if the target were the source, by another file system; see {@code CopyMove.finish}. */
  @ParameterizedTest
  @EnumSource
  void sourceThatChangesWhenItsCopyReplacesAFile_isNotRemoved(Change change) throws IOException {
    on("renameat2", 2, () -> change.make(source));

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(Files.readAllBytes(target)).isEqualTo(CONTENTS);
    assertThat(Files.readAllBytes(source)).isEqualTo(changed(change));
  }

  @Test
  void largeSourceThatIsReplacedWhenItsCopyHasItsName_isNotRemoved() throws IOException {
    Files.delete(target);
    Files.write(source, SampleFiles.bytes(64 * 1024));
    on("renameat2", 2, () -> Change.REPLACE.make(source));

    assertThat(moveFails().state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(source).hasBinaryContent(OTHER);
  }

  @Test
  void sourceThatIsGoneWhenItIsToBeRemoved_isTold() {
    on("unlinkat", 1, () -> Files.delete(source));

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.MOVED);
    assertThat(target).hasBinaryContent(CONTENTS);
  }

  @Test
  void sourceThatVanishesBeforeItIsOpened_leavesTheTarget() {
    on("openat", 1, () -> Files.delete(source));

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).hasContent("old");
  }

  @Test
  void symlinkInPlaceOfTheSource_isNotFollowed() throws IOException {
    Path victim = to.file("victim", "secret");
    on(
        "openat",
        1,
        () -> {
          Files.delete(source);
          Files.createSymbolicLink(source, victim);
        });

    MoveException failure = moveFails();

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).hasContent("old");
    assertThat(victim).hasContent("secret");
    assertThat(Files.isSymbolicLink(source)).isTrue();
  }

  @Test
  void fifoInPlaceOfTheSource_neitherBlocksNorVanishes() throws IOException {
    on(
        "openat",
        1,
        () -> {
          Files.delete(source);
          SampleFiles.fifo(source);
        });

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(target).hasContent("old");
    assertThat(source).exists();
  }

  @Test
  void directoryInPlaceOfTheSource_stays() throws IOException {
    on(
        "openat",
        1,
        () -> {
          Files.delete(source);
          Files.createDirectory(source);
        });

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(target).hasContent("old");
    assertThat(source).isDirectory();
  }

  /** Looks by name alone would see nothing: before and after, the name leads to the right file. */
  @Test
  void wayToTheSourceThatLeadsElsewhereForAMoment_doesNotMixTwoFiles() throws IOException {
    Path right = from.file("right/source", CONTENTS).getParent();
    Path wrong = from.file("wrong/source", OTHER).getParent();
    Path way = Files.createSymbolicLink(from.path("way"), right);
    on("openat", 1, () -> lead(way, wrong));
    on("openat", 2, () -> lead(way, right));
    on("statx", 3, () -> lead(way, right));

    mover.move(way.resolve("source"), target);

    assertThat(target).hasBinaryContent(CONTENTS);
    assertThat(wrong.resolve("source")).hasBinaryContent(OTHER);
  }

  private static void lead(Path way, Path where) throws IOException {
    Path other = Files.createSymbolicLink(way.resolveSibling("other way"), where);
    Files.move(other, way, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void secretThatTheNameLeadsToForAMoment_isNeverGivenToTheOwnerOfTheSource() throws IOException {
    Path right = from.file("right/source", CONTENTS).getParent();
    Path secret = from.file("secret/source", OTHER).getParent();
    Path way = Files.createSymbolicLink(from.path("way"), right);
    on("openat", 1, () -> lead(way, secret));
    on("openat", 2, () -> lead(way, right));
    on("fchown", 1, () -> assertThat(Temps.onlyOneIn(to.path())).hasBinaryContent(CONTENTS));

    mover.move(way.resolve("source"), target);

    assertThat(hooks.count("fchown")).isEqualTo(1);
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
    on(
        "utimensat",
        1,
        () -> {
          Files.delete(source);
          Files.createSymbolicLink(source, Path.of("another"));
        });

    MoveException failure = moveFails();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(Files.exists(source, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
