// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An inode of ext4 has room for 65,000 names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsOfLinksCheck {
  private static final int MOST = 65_000;

  @AutoClose private final Disks disks = Disks.of("ext4");

  @Test
  void candidateWithTooManyNames_isALossAndAnOrdinaryMove() throws Exception {
    Path directory = disks.directory("ext4");
    Path candidate = directory.resolve("candidate");
    Contents.write(candidate, 10);
    for (int names = 1; names < MOST; names++) {
      Files.createLink(directory.resolve("link" + names), candidate);
    }
    assertThat(Kernel.errnoOfLink(candidate, directory.resolve("one more")))
        .isEqualTo(Errno.EMLINK);
    Path source = disks.directory("ext4").resolve("source");
    Contents.write(source, 10);
    Path target = source.resolveSibling("target");

    MoveResult result =
        MoveFile.create()
            .move(
                source,
                target,
                MoveOptions.builder().hardLinkCandidates(List.of(RawPath.of(candidate))).build());

    assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
    assertThat(result.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.loss()).isEqualTo(MoveWarning.Loss.HARD_LINK))
        .satisfies(
            warning -> assertThat(warning.cause().orElseThrow().errno()).isEqualTo(Errno.EMLINK));
  }
}
