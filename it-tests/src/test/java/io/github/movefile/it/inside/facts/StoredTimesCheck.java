// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each file system stores times in a range of its own, and clamps what is outside without a word.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredTimesCheck {
  @AutoClose
  private final Disks disks =
      Disks.of("ext4", "btrfs", "xfs")
          .with("old ext4", LoopFileSystem.of("ext4").making("-I", "128"))
          .with("old xfs", LoopFileSystem.of("xfs").making("-m", "bigtime=0"));

  private final MoveFile mover = MoveFile.create();

  /** From btrfs, which has 64 bits of seconds, and then by the option of a rename. */
  @ParameterizedTest(name = "{1} on {0}")
  @CsvSource({
    "ext4, 2446-05-10T22:38:55Z, 2446-05-10T22:38:55Z",
    "ext4, 2446-05-11T00:00:00.5Z, 2446-05-10T22:38:55Z",
    "ext4, 1901-12-13T20:45:51.5Z, 1901-12-13T20:45:52Z",
    "xfs, 2486-07-02T20:20:24Z, 2486-07-02T20:20:24Z",
    "xfs, 2486-07-02T20:20:25.5Z, 2486-07-02T20:20:24Z",
    "xfs, 1901-12-13T20:45:51.5Z, 1901-12-13T20:45:52Z",
    "btrfs, 2500-01-01T00:00:00.987654321Z, 2500-01-01T00:00:00.987654321Z",
    "btrfs, 1800-01-01T00:00:00.987654321Z, 1800-01-01T00:00:00.987654321Z",
    "old ext4, 2038-01-19T03:14:07Z, 2038-01-19T03:14:07Z",
    "old ext4, 2038-01-19T03:14:08Z, 2038-01-19T03:14:07Z",
    "old xfs, 2038-01-19T03:14:08.5Z, 2038-01-19T03:14:07Z"
  })
  void clampedTime_isTold(String disk, Instant time, Instant stored) throws Exception {
    Timespec wanted = new Timespec(time.getEpochSecond(), time.getNano());
    Path source = disks.directory("btrfs").resolve("source");
    Contents.write(source, 10);
    run("touch -d '" + time + "' \"$1\"", source);
    Path directory = disks.directory(disk);
    Path target = directory.resolve("target");

    assertTold(mover.move(source, target), target, time, stored);
    run("touch -d 2001-02-03 \"$1\"", target);
    MoveResult renamed =
        mover.move(
            target, directory.resolve("renamed"), MoveOptions.builder().mtime(wanted).build());
    assertTold(renamed, directory.resolve("renamed"), time, stored);
  }

  private static void assertTold(MoveResult result, Path target, Instant time, Instant stored) {
    String seen = run("stat -c %y \"$1\"", target); // 2001-02-03 04:05:06.000000000 +0000
    assertThat(Instant.parse(seen.replace(" +0000", "Z").replace(' ', 'T'))).isEqualTo(stored);
    assertThat(result.mtime().toInstant()).isEqualTo(stored);
    if (stored.equals(time)) {
      assertThat(result.warnings()).isEmpty();
    } else {
      assertThat(result.warnings())
          .extracting(MoveWarning::loss)
          .containsExactly(MoveWarning.Loss.TIMES);
    }
  }
}
