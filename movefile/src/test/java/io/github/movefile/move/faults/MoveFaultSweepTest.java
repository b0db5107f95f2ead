// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Every system call of every kind of move fails in every way: see {@link MoveScenario} for what
 * holds after each.
 */
@AcrossFileSystems
class MoveFaultSweepTest {
  private static final Errno[] ERRNOS = {
    Errno.EIO, Errno.ENOSPC, Errno.EDQUOT, Errno.EROFS, Errno.EACCES, Errno.EPERM,
    Errno.ENOMEM, Errno.EMFILE, Errno.ENOENT, Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ENOSYS,
    Errno.EXDEV, Errno.EINTR, Errno.ESTALE, Errno.ETXTBSY
  };

  /** One of each kind, for what differs from another scenario in a few calls only. */
  private static final Errno[] FEW = {
    Errno.EIO, Errno.ENOSPC, Errno.EPERM, Errno.ENOENT, Errno.EOPNOTSUPP, Errno.EINTR
  };

  private static final Timespec OTHER_TIME = new Timespec(1_234_567_890, 1);

  private static final Timespec EARLIER_TIME = new Timespec(1_011_111_111, 7);

  private static void sweep(Callable<MoveScenario> scenarios) throws Exception {
    sweep(scenarios, ERRNOS);
  }

  private static void sweep(Callable<MoveScenario> scenarios, Errno... errnos) throws Exception {
    int cases = FaultSweep.over(scenarios).errnos(errnos).runAll();
    assertThat(cases).isGreaterThan(3 * 2 * (errnos.length - 1));
  }

  private static MoveOptions.Builder synced(MoveOptions.Builder options) {
    return options.durability(Durability.FSYNC);
  }

  @Test
  void rename() throws Exception {
    sweep(() -> MoveScenario.inOneFileSystem().source(SampleFiles::rich).target(SampleFiles::old));
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
                .options(MoveFaultSweepTest::synced),
        FEW);
  }

  @Test
  void directoryRename() throws Exception {
    sweep(() -> MoveScenario.inOneFileSystem().source(SampleFiles::directory), FEW);
  }

  /** Without ENOENT: that is how the kernel says that there is no target, and isn't doubted. */
  @Test
  void targetThatIsAnotherHardLink() throws Exception {
    Errno[] errnos =
        Arrays.stream(ERRNOS).filter(errno -> errno != Errno.ENOENT).toArray(Errno[]::new);
    FaultSweep.over(
            () -> {
              MoveScenario scenario = MoveScenario.inOneFileSystem().source(SampleFiles::rich);
              Files.createLink(scenario.target(), scenario.source());
              return scenario;
            })
        .errnos(errnos)
        .runAll();
  }

  @Test
  void smallFileToAFreeName() throws Exception {
    sweep(
        () -> MoveScenario.acrossFileSystems().source(file -> SampleFiles.regular(file, 1000)),
        FEW);
  }

  @Test
  void smallFileOverAnother() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(file -> SampleFiles.regular(file, 1000))
                .target(SampleFiles::old));
  }

  @Test
  void fileWithHoles() throws Exception {
    sweep(() -> MoveScenario.acrossFileSystems().source(SampleFiles::sparse));
  }

  @Test
  void largeFile() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems()
                .source(file -> SampleFiles.regular(file, 300 * 1024))
                .target(SampleFiles::old));
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
  void richMetadata() throws Exception {
    sweep(
        () -> MoveScenario.acrossFileSystems().source(SampleFiles::rich).target(SampleFiles::old));
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
                .options(MoveFaultSweepTest::synced));
  }

  @Test
  void symlink() throws Exception {
    sweep(
        () ->
            MoveScenario.acrossFileSystems().source(SampleFiles::symlink).target(SampleFiles::old));
  }

  @Test
  void fifo() throws Exception {
    sweep(
        () -> MoveScenario.acrossFileSystems().source(SampleFiles::fifo).target(SampleFiles::old));
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

  @Test
  void copyOfAFile() throws Exception {
    sweep(
        () ->
            MoveScenario.inOneFileSystem()
                .source(SampleFiles::rich)
                .target(SampleFiles::old)
                .keepingSource(),
        FEW);
  }

  @Test
  void copyOfASymlink() throws Exception {
    sweep(
        () ->
            MoveScenario.inOneFileSystem()
                .source(SampleFiles::symlink)
                .target(SampleFiles::old)
                .keepingSource(),
        FEW);
  }
}
