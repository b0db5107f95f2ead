// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source and target are two names of one file, and others are at work on both. */
class OtherNameRemovalTest {
  @AutoClose private final Workplace place = new Workplace();
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
  private final Path source = place.source(Route.WITHIN_DISK, "source");
  private final Path target = place.target(Route.WITHIN_DISK, "target");

  private record Use(String call, int nth) {}

  @BeforeEach
  void makeNames() throws IOException {
    Files.deleteIfExists(source);
    Files.deleteIfExists(target);
    Workplace.write(source, "x");
    Files.createLink(target, source);
  }

  private List<Use> usesOfAMove() throws Exception {
    FaultInjectingSyscalls counting = new FaultInjectingSyscalls(Syscalls.system());
    MoveFile.using(counting.syscalls()).move(source, target);
    List<Use> uses = new ArrayList<>();
    for (Map.Entry<String, Integer> call : counting.counts().entrySet()) {
      for (int nth = 1; nth <= call.getValue(); nth++) {
        uses.add(new Use(call.getKey(), nth));
      }
    }
    return uses;
  }

  private MoveException failure() {
    return catchThrowableOfType(
        MoveException.class, () -> MoveFile.using(calls.syscalls()).move(source, target));
  }

  private List<Path> temps() throws IOException {
    List<Path> temps = new ArrayList<>(Temps.in(source.getParent()));
    temps.addAll(Temps.in(target.getParent()));
    return temps;
  }

  /** The one pauses at each of its calls, while the other runs up to each of its own. */
  @Test
  void twoMovesInOppositeDirections_leaveTheFileAName() throws Exception {
    List<Use> uses = usesOfAMove();
    assertThat(uses).hasSizeGreaterThan(5);
    for (Use first : uses) {
      for (Use second : uses) {
        makeNames();
        moveBothWays(first, second);

        String when = first + " before, and then up to " + second;
        List<Path> names = List.of(source, target).stream().filter(Files::exists).toList();
        assertThat(names).as(when).isNotEmpty();
        assertThat(names).as(when).allSatisfy(name -> assertThat(name).hasContent("x"));
        assertThat(temps()).as(when).isEmpty();
      }
    }
  }

  private void moveBothWays(Use first, Use second) throws Exception {
    CountDownLatch otherIsThere = new CountDownLatch(1);
    CountDownLatch firstIsDone = new CountDownLatch(1);
    List<MoveException> failures = new ArrayList<>();
    FaultInjectingSyscalls back = new FaultInjectingSyscalls(Syscalls.system());
    back.onCall(
        second.call(),
        second.nth(),
        () -> {
          otherIsThere.countDown();
          await(firstIsDone);
        });
    Thread other =
        new Thread(
            () -> {
              tryMove(back, target, source, failures);
              otherIsThere.countDown();
            });
    FaultInjectingSyscalls there = new FaultInjectingSyscalls(Syscalls.system());
    there.onCall(
        first.call(),
        first.nth(),
        () -> {
          other.start();
          await(otherIsThere);
        });
    tryMove(there, source, target, failures);
    firstIsDone.countDown();
    other.join();
    assertThat(failures)
        .allSatisfy(e -> assertThat(e.failure()).isEqualTo(MoveFailure.SOURCE_MISSING));
  }

  private static void tryMove(
      FaultInjectingSyscalls calls, Path from, Path to, List<MoveException> failures) {
    try {
      MoveFile.using(calls.syscalls()).move(from, to);
    } catch (MoveException e) {
      failures.add(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void targetThatIsGoneMeanwhile_getsItsNameAgain() throws Exception {
    calls.onCall("renameat2", 1, () -> assertThat(target.toFile().delete()).isTrue());

    MoveFile.using(calls.syscalls()).move(source, target);

    assertThat(target).hasContent("x");
    assertThat(source).doesNotExist();
    assertThat(temps()).isEmpty();
  }

  @Test
  void targetThatIsAnotherFileMeanwhile_staysAndTheSourceToo() throws Exception {
    calls.onCall("renameat2", 1, () -> replace(target));

    MoveException failure = failure();

    assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(source).hasContent("x");
    assertThat(target).hasContent("theirs");
    assertThat(temps()).isEmpty();
  }

  @Test
  void sourceThatIsAnotherFileMeanwhile_hasItsNameAgain() throws Exception {
    calls.onCall("renameat2", 1, () -> replace(source));

    MoveException failure = failure();

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(source).hasContent("theirs");
    assertThat(target).hasContent("x");
    assertThat(temps()).isEmpty();
  }

  private static void replace(Path file) {
    try {
      Path theirs = Files.writeString(file.resolveSibling("theirs"), "theirs");
      Files.move(theirs, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Both others' files stay, and the one that has no name of its own any more is told. */
  @Test
  void sourceThatCannotHaveItsNameAgain_isToldWithTheOneThatItHas() throws Exception {
    calls.onCall("renameat2", 1, () -> replace(target));
    calls.onCall("renameat2", 2, () -> Workplace.write(source, "new"));

    MoveException failure = failure();

    assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_CHANGED);
    assertThat(failure.state()).isEqualTo(MoveState.RECOVERY_NEEDED);
    assertThat(source).hasContent("new");
    assertThat(target).hasContent("theirs");
    assertThat(temps()).singleElement().satisfies(temp -> assertThat(temp).hasContent("x"));
    assertThat(failure).hasMessageContaining("is called '" + temps().get(0) + "' now");
  }

  @Test
  void tempThatCanNeitherGoNorBeRenamed_isTold() throws Exception {
    calls.arm(Fault.once("unlinkat", 1, Errno.EIO)).arm(Fault.once("renameat2", 2, Errno.EROFS));

    MoveException failure = failure();

    assertThat(failure.errno()).contains(Errno.EIO);
    assertThat(failure.state()).isEqualTo(MoveState.MOVED);
    assertThat(target).hasContent("x");
    assertThat(source).doesNotExist();
    assertThat(failure).hasMessageContaining("is called '" + temps().get(0) + "' now");
  }

  /** As NFS, which has no RENAME_NOREPLACE, and as eCryptfs, which has no room for long names. */
  @ParameterizedTest
  @ValueSource(strings = {"EINVAL", "ENOSYS", "ENAMETOOLONG", "EEXIST"})
  void fileSystemThatRefusesTheFirstRename_isAskedOtherwise(Errno errno) throws Exception {
    calls.arm(Fault.once("renameat2", 1, errno));

    MoveFile.using(calls.syscalls()).move(source, target);

    assertThat(target).hasContent("x");
    assertThat(source).doesNotExist();
    assertThat(temps()).isEmpty();
  }

  /** A rename makes a file of its own of one of two names in the lower directory. */
  @Test
  void namesInTheLowerDirectoryOfAnOverlay_areMovedAsTwoFiles() throws Exception {
    Requirements.root();
    Path memory = place.mounts().tmpfs(place.disk().path("memory"), "size=1m");
    Path lower = Files.createDirectory(memory.resolve("lower"));
    Workplace.write(lower.resolve("source"), "x");
    Files.createLink(lower.resolve("target"), lower.resolve("source"));
    Path merged = place.mounts().overlay(memory.resolve("upper"), memory.resolve("merged"));

    place.mover().move(merged.resolve("source"), merged.resolve("target"));

    assertThat(Workplace.namesIn(merged)).containsExactly("target");
    assertThat(merged.resolve("target")).hasContent("x");
  }
}
