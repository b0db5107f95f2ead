// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A directory that was there takes the image's metadata, and its own mode denies its owner to write
 * attributes: the owner is let in for a moment, and nobody else is shut out.
 */
class UpdatedDirectoryTest {
  private static final String MODE = "r-xr-xr-x";

  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final List<String> modes = new ArrayList<>();

  private MergeFixture fixture(Layout layout) throws IOException {
    MergeFixture fixture = new MergeFixture(layout);
    Files.createDirectory(fixture.image("d"));
    SampleFiles.attribute(fixture.image("d"), "user.of", new byte[] {1});
    Files.createDirectory(fixture.root("d"));
    fixture.stamp();
    setMode(fixture, MODE);
    return fixture;
  }

  private static void setMode(MergeFixture fixture, String mode) throws IOException {
    Files.setPosixFilePermissions(fixture.root("d"), PosixFilePermissions.fromString(mode));
  }

  private static String mode(MergeFixture fixture) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.root("d")));
  }

  private void merge(MergeFixture fixture) throws MoveException {
    for (int nth = 1; nth <= 2; nth++) {
      faulty.onCall("fsetxattr", nth, () -> note(fixture));
    }
    MoveOptions strict = MoveOptions.builder().losses(LossPolicy.FAIL).build();
    TreeMerge.using(faulty.syscalls())
        .merge(
            fixture.image(),
            fixture.root(),
            MergeOptions.builder()
                .existingDirectories(ExistingDirectories.UPDATE)
                .move(strict)
                .build());
  }

  private void note(MergeFixture fixture) {
    try {
      modes.add(mode(fixture));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @OnEveryLayout
  void ownerIsLetIn_andNobodyShutOut(Layout layout) throws IOException {
    try (MergeFixture fixture = fixture(layout)) {
      FileRecord wanted = FileRecord.of(fixture.image("d"));
      faulty.arm(Fault.once("fsetxattr", 1, Errno.EACCES));

      merge(fixture);

      assertThat(modes).containsExactly(MODE, "rwxr-xr-x");
      assertThat(FileRecord.of(fixture.root("d")).differencesTo(wanted)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"r-xr-xr-x, 2", "rwxr-xr-x, 1"})
  void directory_hasItsOwnModeAfterAFailure(String mode, int tries) throws IOException {
    try (MergeFixture fixture = fixture(Layout.TWO_FILE_SYSTEMS)) {
      setMode(fixture, mode);
      faulty.arm(Fault.always("fsetxattr", Errno.EACCES));

      MoveException failure = catchThrowableOfType(MoveException.class, () -> merge(fixture));

      assertThat(failure.failure()).isEqualTo(MoveFailure.LOSS_REFUSED);
      assertThat(modes).hasSize(tries);
      assertThat(mode(fixture)).isEqualTo(mode);
    }
  }
}
