// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Others remove what is moved, or merge into the same directory. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MoverAmongOthersCheck {
  private static final int ROUNDS = 200;
  private static final int MERGES = 40;
  private static final List<String> NAMES = List.of("a", "b", "c/a", "c/b", "d");

  private static final Map<Kind, LoopFileSystem> MOUNTED = new EnumMap<>(Kind.class);

  private final LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());
  private final MoveFile mover = MoveFile.using(calls.syscalls());
  private final TreeMerge merger = TreeMerge.using(calls.syscalls());

  @BeforeAll
  static void mount() {
    for (Kind kind : Kind.values()) {
      MOUNTED.put(kind, kind.large().mount());
    }
  }

  @AfterAll
  static void unmount() {
    MOUNTED.values().forEach(LoopFileSystem::close);
  }

  @AfterEach
  void nothingIsOpen() {
    calls.assertNoLeaks();
  }

  private static Path directory(Kind kind) throws IOException {
    return Files.createTempDirectory(MOUNTED.get(kind).root(), "case");
  }

  /**
   * Whoever is first: the target is new, or it is as it was and the source is told to be missing.
   */
  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "EXT4, EXT4", "BTRFS, BTRFS", "XFS, XFS"})
  void sourceThatIsRemoved(Kind from, Kind to) throws Exception {
    Path source = directory(from).resolve("source");
    Path target = directory(to).resolve("target");
    for (int round = 0; round < ROUNDS; round++) {
      Version.OLD.make(target);
      Version.FIRST.make(source);

      Optional<MoveException> failure =
          Race.between(() -> move(source, target), () -> remove(source)).get(0);

      boolean isMoved = failure.map(e -> e.state() == MoveState.MOVED).orElse(true);
      failure.ifPresent(
          e -> assertThat(e.failure()).as("%s", e).isEqualTo(MoveFailure.SOURCE_MISSING));
      assertThat(Version.at(target)).contains(isMoved ? Version.FIRST : Version.OLD);
      assertThat(source).doesNotExist();
      assertThat(target.getParent().toFile().list()).containsExactly("target");
    }
  }

  /** Before, after or in between: the move succeeds, and what is there in the end is whole. */
  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "EXT4, EXT4", "BTRFS, BTRFS", "XFS, XFS"})
  void targetThatIsRemoved(Kind from, Kind to) throws Exception {
    Path source = directory(from).resolve("source");
    Path target = directory(to).resolve("target");
    for (int round = 0; round < ROUNDS; round++) {
      Version.OLD.make(target);
      Version.FIRST.make(source);

      Optional<MoveException> failure =
          Race.between(() -> move(source, target), () -> remove(target)).get(0);

      assertThat(failure).isEmpty();
      assertThat(source).doesNotExist();
      assertThat(Version.at(target).orElse(Version.FIRST)).isEqualTo(Version.FIRST);
      assertThat(Temps.in(target.getParent())).isEmpty();
      Files.deleteIfExists(target);
    }
  }

  private Optional<MoveException> move(Path source, Path target) {
    try {
      mover.move(source, target);
      return Optional.empty();
    } catch (MoveException e) {
      return Optional.of(e);
    }
  }

  private static Optional<MoveException> remove(Path file) throws IOException {
    try {
      Files.delete(file);
    } catch (NoSuchFileException e) {
      assertThat(file).doesNotExist(); // the other was faster
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "XFS, XFS"})
  void twoMergesIntoOneRoot(Kind from, Kind to) throws Exception {
    for (int round = 0; round < MERGES; round++) {
      Path first = image(from, Version.FIRST);
      Path second = image(from, Version.SECOND);
      Path root = directory(to);

      Race.between(
          () -> merger.merge(first, root, MergeOptions.defaults()),
          () -> merger.merge(second, root, MergeOptions.defaults()));

      assertMerged(root);
      assertThat(first).isEmptyDirectory();
      assertThat(second).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource({"EXT4, XFS", "XFS, BTRFS", "BTRFS, EXT4", "XFS, XFS"})
  void movesIntoTheRootOfAMerge(Kind from, Kind to) throws Exception {
    for (int round = 0; round < MERGES; round++) {
      Path image = image(from, Version.FIRST);
      Path others = image(from, Version.SECOND);
      Path root = directory(to);
      Files.createDirectory(root.resolve("c"));

      Race.between(
          () -> merger.merge(image, root, MergeOptions.defaults()),
          () -> {
            for (String name : NAMES) {
              mover.move(others.resolve(name), root.resolve(name));
            }
            return NAMES;
          });

      assertMerged(root);
      assertThat(image).isEmptyDirectory();
    }
  }

  private static Path image(Kind kind, Version version) throws IOException {
    Path image = directory(kind);
    Files.createDirectory(image.resolve("c"));
    for (String name : NAMES) {
      version.make(image.resolve(name));
    }
    return image;
  }

  private static void assertMerged(Path root) throws IOException {
    for (String name : NAMES) {
      assertThat(Version.at(root.resolve(name))).get().isIn(Version.FIRST, Version.SECOND);
    }
    assertThat(Temps.below(root)).isEmpty();
  }
}
