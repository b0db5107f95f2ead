// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File systems have two words for a directory that isn't empty; MoveFile has one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedDirectoriesCheck {
  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs", "xfs");

  @ParameterizedTest(name = "{0}")
  @CsvSource({"ext4,ENOTEMPTY", "btrfs,ENOTEMPTY", "xfs,EEXIST"})
  void directoryOverOneWithAFile(String disk, Errno errno) throws Exception {
    Path source = disks.directory(disk);
    Path target = disks.directory(disk);
    Files.createFile(target.resolve("file"));
    Before before = Before.of(source, target);

    MoveException failure = before.failureOfMove(MoveOptions.defaults());

    assertThat(failure.errno()).contains(errno);
    assertThat(failure.failure()).isEqualTo(MoveFailure.DIRECTORY_NOT_EMPTY);
    before.assertUnchangedBy(failure);
  }
}
