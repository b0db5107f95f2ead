// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static io.github.movefile.move.faults.MoveSweep.FEW;
import static io.github.movefile.move.faults.MoveSweep.sweep;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.Durability;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every system call fails in every way, of moves with options that add calls: see {@link
 * MoveScenario} for what holds after each.
 */
@AcrossFileSystems
class MoveOptionsFaultSweepTest {
  private static final Timespec OTHER_TIME = new Timespec(1_234_567_890, 1);

  private static final Timespec EARLIER_TIME = new Timespec(1_011_111_111, 7);

  private static MoveOptions.Builder synced(MoveOptions.Builder options) {
    return options.durability(Durability.FSYNC);
  }

  @Test
  void renameWithAnotherTime() throws Exception {
    sweep(
        () ->
            MoveScenario.inOneFileSystem()
                .source(file -> SampleFiles.regular(file, 10))
                .options(options -> options.mtime(OTHER_TIME))
                .expectsMtime(OTHER_TIME),
        FEW);
  }

  @Test
  void renameWithFsync() throws Exception {
    sweep(
        () ->
            MoveScenario.inOneFileSystem()
                .source(file -> SampleFiles.regular(file, 10))
                .target(SampleFiles::old)
                .options(MoveOptionsFaultSweepTest::synced),
        FEW);
  }

  @Test
  void largeFileByEveryMethod() throws Exception {
    CopyOptions copy = CopyOptions.builder().methods(EnumSet.allOf(CopyMethod.class)).build();
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(file -> SampleFiles.regular(file, 300 * 1024))
                .options(options -> options.copy(copy)),
        FEW);
  }

  @Test
  void richMetadataWithoutTolerance() throws Exception {
    FaultSweep.over(
            () ->
                MoveScenario.acrossFileSystems()
                    .source(SampleFiles::rich)
                    .target(SampleFiles::old)
                    .options(options -> options.losses(LossPolicy.FAIL)))
        .errnos(FEW)
        .runAll();
  }

  private static MoveScenario shifted(MoveScenario scenario) throws IOException {
    Requirements.root();
    List<OwnerMap.Range> ranges = OwnerMap.parse("50000:150000:10000");
    return scenario
        .source(SampleFiles::rich)
        .target(SampleFiles::old)
        .options(options -> options.owners(OwnerMap.of(ranges, ranges)))
        .expects("owner", "154321:154322")
        .expects("xattr system.posix_acl_access", SampleFiles.aclOf(154_321));
  }

  @Test
  void shiftedOwners() throws Exception {
    sweep(() -> shifted(MoveScenario.acrossFileSystems()));
  }

  @Test
  void shiftedOwnersInOneFileSystem() throws Exception {
    sweep(() -> shifted(MoveScenario.inOneFileSystem()), FEW);
  }

  @Test
  void mapThatChangesNothing() throws Exception {
    List<OwnerMap.Range> ranges = OwnerMap.parse("0:0:65536");
    sweep(
        () ->
            MoveScenario.inOneFileSystem()
                .source(SampleFiles::rich)
                .options(options -> options.owners(OwnerMap.of(ranges, ranges))),
        FEW);
  }

  @Test
  void inodeFlags() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(SampleFiles::noDump)
                .options(options -> options.inodeFlags(InodeFlags.NO_DUMP)));
  }

  @Test
  void anotherTime() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(file -> SampleFiles.regular(file, 10))
                .options(options -> options.mtime(OTHER_TIME))
                .expectsMtime(OTHER_TIME),
        FEW);
  }

  @Test
  void clampedTime() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(SampleFiles::symlink)
                .options(options -> options.latestMtime(EARLIER_TIME))
                .expectsMtime(EARLIER_TIME),
        FEW);
  }

  @Test
  void renameWithClampedTime() throws Exception {
    sweep(
        () ->
            MoveScenario.inOneFileSystem()
                .source(file -> SampleFiles.regular(file, 10))
                .target(SampleFiles::old)
                .options(options -> options.latestMtime(EARLIER_TIME))
                .expectsMtime(EARLIER_TIME),
        FEW);
  }

  @Test
  void timeThatTheKernelMayClamp() throws Exception {
    Timespec extreme = new Timespec(4_000_000_000L, 5);
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(file -> SampleFiles.regular(file, 10))
                .options(options -> options.mtime(extreme))
                .expectsMtime(extreme),
        FEW);
  }

  @Test
  void fsync() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(file -> SampleFiles.regular(file, 10))
                .target(SampleFiles::old)
                .options(MoveOptionsFaultSweepTest::synced));
  }

  /** As in a drop box. */
  @Test
  void fsyncOfDirectoriesThatMayNotBeRead() throws Exception {
    FaultSweep.over(
            () ->
                MoveScenario.acrossFileSystems()
                    .source(file -> SampleFiles.regular(file, 10))
                    .target(SampleFiles::old)
                    .options(MoveOptionsFaultSweepTest::synced)
                    .withCalls(UnreadableDirectories::in))
        .errnos(Errno.EIO, Errno.ENOSPC, Errno.EROFS, Errno.EMFILE, Errno.EINTR)
        .runAll();
  }

  @Test
  void hardLinkCandidate() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(SampleFiles::rich)
                .besideTarget("candidate", SampleFiles::rich)
                .candidateBesideTarget("candidate")
                .target(SampleFiles::old));
  }

  @Test
  void hardLinkCandidateThatIsTheTargetAlready() throws Exception {
    sweep(
        () -> {
          MoveScenario scenario =
              MoveScenario.acrossFileSystems()
                  .source(SampleFiles::rich)
                  .besideTarget("candidate", SampleFiles::rich)
                  .candidateBesideTarget("candidate");
          Files.createLink(scenario.target(), scenario.target().resolveSibling("candidate"));
          return scenario;
        },
        FEW);
  }
}
