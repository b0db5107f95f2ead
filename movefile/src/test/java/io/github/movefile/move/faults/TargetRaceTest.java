// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.CallHook.Action;
import io.github.movefile.move.faults.CallHook.Use;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Identity;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another process meddles with the target's directory: with the target, with our temp, with names
 * that it guesses. Nothing but the target's name and our own temps is ever touched.
 */
@AcrossFileSystems
class TargetRaceTest {
  @AutoClose private final TempTree from = TempTree.onOtherFileSystem();
  @AutoClose private final TempTree to = TempTree.create();

  private final Path source = from.path("source");
  private final Path target = to.path("directory/target");
  private final Path victim = to.path("victim");
  private LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());

  /** Each way in which a temp is made. */
  enum Kind {
    FILE("openat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.rich(file);
      }
    },
    LINK("symlinkat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.symlink(file);
      }
    },
    NODE("mknodat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.fifo(file);
      }
    };

    final String call;

    Kind(String call) {
      this.call = call;
    }

    abstract void make(Path file) throws IOException;
  }

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectory(target.getParent());
    SampleFiles.old(victim);
  }

  private MoveFile moverWhile(Predicate<Use> call, Action action) {
    return using(CallHook.before(Syscalls.system(), call, action));
  }

  private MoveFile moverAfter(Predicate<Use> call, Action action) {
    return using(CallHook.after(Syscalls.system(), call, action));
  }

  private MoveFile using(Syscalls calls) {
    leaks = new LeakCheckingSyscalls(calls);
    return MoveFile.using(leaks.syscalls());
  }

  /** The rename of a temp, not the one of the source that is tried first. */
  private boolean publishes(Use use) {
    return use.call().equals("renameat2") && !use.arguments().get(1).equals(RawPath.of(source));
  }

  private MoveException moveFails(MoveFile mover) {
    MoveException failure =
        catchThrowableOfType(MoveException.class, () -> mover.move(source, target));
    leaks.assertNoLeaks();
    return failure;
  }

  private static Predicate<Use> firstOf(Predicate<Use> which) {
    List<Use> seen = new ArrayList<>();
    return use -> which.test(use) && seen.isEmpty() && seen.add(use);
  }

  @ParameterizedTest
  @EnumSource
  void plantedSymlink_isPassedBy(Kind kind) throws IOException {
    kind.make(source);
    FileRecord before = FileRecord.of(source);
    FileRecord victimBefore = FileRecord.of(victim);
    List<Path> planted = new ArrayList<>();

    moverWhile(
            firstOf(Use::makesTemp),
            name -> planted.add(Files.createSymbolicLink(name.toPath(), victim)))
        .move(source, target);

    leaks.assertNoLeaks();
    assertThat(FileRecord.of(target).differencesTo(before)).isEmpty();
    assertThat(source).doesNotExist();
    assertThat(FileRecord.of(victim).isUntouchedSince(victimBefore)).isTrue();
    assertThat(planted).hasSize(1);
    assertThat(Files.readSymbolicLink(planted.get(0))).isEqualTo(victim);
  }

  @ParameterizedTest
  @EnumSource
  void namesThatAreAllPlanted_endInAnError(Kind kind) throws IOException {
    kind.make(source);
    FileRecord before = FileRecord.of(source);
    FileRecord victimBefore = FileRecord.of(victim);

    MoveException failure =
        moveFails(moverWhile(Use::makesTemp, name -> Files.createLink(name.toPath(), victim)));

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.call()).contains(kind.call);
    assertThat(FileRecord.of(source).isUntouchedSince(before)).isTrue();
    assertThat(FileRecord.of(victim).isUntouchedSince(victimBefore)).isTrue();
    assertThat(target).doesNotExist();
  }

  @Test
  void plantedNameForAHardLink_isPassedBy() throws IOException {
    SampleFiles.rich(source);
    Path candidate = to.path("candidate");
    SampleFiles.rich(candidate);
    FileRecord victimBefore = FileRecord.of(victim);

    moverWhile(firstOf(Use::makesTemp), name -> Files.createSymbolicLink(name.toPath(), victim))
        .move(
            source,
            target,
            MoveOptions.builder().hardLinkCandidates(List.of(RawPath.of(candidate))).build());

    assertThat(FileRecord.of(target).isSameInode(FileRecord.of(candidate))).isTrue();
    assertThat(FileRecord.of(victim).isUntouchedSince(victimBefore)).isTrue();
  }

  @Test
  void linkToASwappedCandidate_isToldIfItCannotBeRemoved() throws IOException {
    SampleFiles.rich(source);
    Path candidate = to.path("candidate");
    SampleFiles.rich(candidate);
    Syscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system())
            .arm(Fault.once("unlinkat", 1, Errno.EPERM))
            .syscalls();
    MoveFile mover =
        using(
            CallHook.before(
                faulty,
                firstOf(Use::makesTemp),
                name -> Files.move(victim, candidate, StandardCopyOption.REPLACE_EXISTING)));
    MoveOptions options =
        MoveOptions.builder().hardLinkCandidates(List.of(RawPath.of(candidate))).build();

    MoveException failure =
        catchThrowableOfType(MoveException.class, () -> mover.move(source, target, options));

    assertThat(failure.state()).isEqualTo(MoveState.TEMP_LEFT);
    assertThat(failure.call()).contains("unlinkat");
    assertThat(Temps.in(target.getParent())).hasSize(1);
  }

  /** As an attacker would, who wants the victim to get the owner of the source. */
  @ParameterizedTest
  @EnumSource(names = {"LINK", "NODE"})
  void tempThatBecomesALinkToAVictimOfItsType_doesNotChangeIt(Kind kind) throws IOException {
    Path sameType = to.path("victim of the same type");
    kind.make(sameType);
    SampleFiles.chown(sameType, uid(), uid());
    assertSwappedTempDoesNotChange(sameType, kind);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINK", "NODE"})
  void tempThatBecomesALinkToAFile_doesNotChangeIt(Kind kind) throws IOException {
    assertSwappedTempDoesNotChange(victim, kind);
  }

  private void assertSwappedTempDoesNotChange(Path goal, Kind kind) throws IOException {
    kind.make(source);
    FileRecord before = FileRecord.of(source);
    FileRecord goalBefore = FileRecord.of(goal);

    MoveException failure =
        moveFails(
            moverAfter(
                Use::makesTemp,
                name -> {
                  Files.delete(name.toPath());
                  Files.createLink(name.toPath(), goal);
                }));

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(FileRecord.of(goal).isUntouchedSince(goalBefore)).isTrue();
    assertThat(FileRecord.of(source).isUntouchedSince(before)).isTrue();
    assertThat(target).doesNotExist();
    assertThat(Temps.in(target.getParent())).isEmpty();
  }

  private static int uid() {
    return Identity.effectiveUser();
  }

  @ParameterizedTest
  @EnumSource
  void tempThatIsRemovedByAnother_isAnError(Kind kind) throws IOException {
    kind.make(source);
    SampleFiles.old(target);
    FileRecord before = FileRecord.of(source);
    FileRecord targetBefore = FileRecord.of(target);

    MoveException failure =
        moveFails(moverWhile(this::publishes, name -> Files.delete(tempBesideTarget())));

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.call()).contains("renameat");
    assertThat(FileRecord.of(source).isUntouchedSince(before)).isTrue();
    assertThat(FileRecord.of(target).isUntouchedSince(targetBefore)).isTrue();
  }

  private Path tempBesideTarget() {
    return Temps.onlyOneIn(target.getParent());
  }

  @ParameterizedTest
  @EnumSource
  void targetThatBecomesADirectory_staysOne(Kind kind) throws IOException {
    kind.make(source);
    SampleFiles.old(target);

    MoveException failure =
        moveFails(
            moverWhile(
                this::publishes,
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
        moveFails(moverWhile(Use::makesTemp, name -> Files.delete(target.getParent())));

    assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_PARENT_MISSING);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(Files.exists(source, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void parentThatIsRemovedWithTheTemp_isTold(Kind kind) throws IOException {
    kind.make(source);

    MoveException failure =
        moveFails(
            moverWhile(
                this::publishes,
                name -> {
                  Files.delete(tempBesideTarget());
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

    moverWhile(this::publishes, name -> SampleFiles.old(target)).move(source, target);

    assertThat(FileRecord.of(target).differencesTo(before)).isEmpty();
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }
}
