// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.CallHook.Use;
import io.github.movefile.move.faults.TargetRaceScene.Kind;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Identity;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another process meddles with our temp: takes the names that it guesses, and swaps or removes what
 * has one. Nothing but our own temps is ever touched.
 */
@AcrossFileSystems
class TempRaceTest {
  @AutoClose private final TargetRaceScene scene = new TargetRaceScene();
  private final Path source = scene.source();
  private final Path target = scene.target();
  private final Path victim = scene.victim();

  @BeforeEach
  void makeFiles() throws IOException {
    scene.makeFiles();
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

    scene
        .moverWhile(
            firstOf(Use::makesTemp),
            name -> planted.add(Files.createSymbolicLink(name.toPath(), victim)))
        .move(source, target);

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
        scene.moveFails(
            scene.moverWhile(Use::makesTemp, name -> Files.createLink(name.toPath(), victim)));

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.call()).contains(kind.call);
    assertThat(FileRecord.of(source).isUntouchedSince(before)).isTrue();
    assertThat(FileRecord.of(victim).isUntouchedSince(victimBefore)).isTrue();
    assertThat(target).doesNotExist();
  }

  @Test
  void plantedNameForAHardLink_isPassedBy() throws IOException {
    SampleFiles.rich(source);
    Path candidate = scene.to().path("candidate");
    SampleFiles.rich(candidate);
    FileRecord victimBefore = FileRecord.of(victim);

    scene
        .moverWhile(
            firstOf(Use::makesTemp), name -> Files.createSymbolicLink(name.toPath(), victim))
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
    Path candidate = scene.to().path("candidate");
    SampleFiles.rich(candidate);
    Syscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system())
            .arm(Fault.once("unlinkat", 1, Errno.EPERM))
            .syscalls();
    MoveFile mover =
        scene.using(
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
    Path sameType = scene.to().path("victim of the same type");
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
        scene.moveFails(
            scene.moverAfter(
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
        scene.moveFails(
            scene.moverWhile(scene::publishes, name -> Files.delete(scene.tempBesideTarget())));

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.call()).contains("renameat");
    assertThat(FileRecord.of(source).isUntouchedSince(before)).isTrue();
    assertThat(FileRecord.of(target).isUntouchedSince(targetBefore)).isTrue();
  }
}
