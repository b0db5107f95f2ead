// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static io.github.movefile.move.faults.MoveSweep.ERRNOS;
import static io.github.movefile.move.faults.MoveSweep.FEW;
import static io.github.movefile.move.faults.MoveSweep.sweep;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.FaultSweep;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Every system call fails in every way, of moves and copies of every kind of file: see {@link
 * MoveScenario} for what holds after each.
 */
@AcrossFileSystems
class MoveFaultSweepTest {
  @Test
  void rename() throws Exception {
    sweep(() -> MoveScenario.inOneFileSystem().source(SampleFiles::rich).target(SampleFiles::old));
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
  void richMetadata() throws Exception {
    sweep(
        () -> MoveScenario.acrossFileSystems().source(SampleFiles::rich).target(SampleFiles::old));
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
