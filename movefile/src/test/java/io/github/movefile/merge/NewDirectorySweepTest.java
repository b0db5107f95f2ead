// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every system call fails in every way while directories that the root lacks are filled and get
 * their names: no file is lost, none is torn, and no source goes before its copy has its name.
 */
@AcrossFileSystems
class NewDirectorySweepTest {
  @ParameterizedTest
  @CsvSource({"CONSUME, NONE", "CONSUME, FSYNC", "KEEP, NONE"})
  void fault_losesNoFile(ImageDisposal disposal, Durability durability) throws Exception {
    int cases =
        FaultSweep.over(() -> new TwoNewDirectories(disposal, durability))
            .errnos(Errno.EIO, Errno.ENOSPC, Errno.EINTR)
            .runAll();
    assertThat(cases).isGreaterThan(400);
  }

  @Test
  void refusal_losesNoFile() throws Exception {
    FaultSweep.over(() -> new TwoNewDirectories(ImageDisposal.CONSUME, Durability.NONE))
        .errnos(Errno.EPERM, Errno.EEXIST, Errno.EINVAL, Errno.ENAMETOOLONG)
        .without("flistxattr", "llistxattr", "listxattr") // then there seem to be no attributes
        .runAll();
  }

  private static final class TwoNewDirectories implements Scenario {
    private final MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS);
    private final ImageDisposal disposal;
    private final TreeRecord image;
    private @Nullable MergeReport report;

    TwoNewDirectories(ImageDisposal disposal, Durability durability) throws IOException {
      this.disposal = disposal;
      fixture.moving(MoveOptions.builder().durability(durability).build());
      write(fixture.image("a"), "the first, which tells that there is no way by rename");
      write(fixture.image("d/one"), "one");
      Path two = write(fixture.image("d/two"), "two");
      SampleFiles.attribute(two, "user.colour", new byte[] {1});
      Files.createSymbolicLink(fixture.image("d/link"), Path.of("one"));
      write(fixture.image("d/e/three"), "three");
      SampleFiles.chmod(fixture.image("d/e"), 02711);
      fixture.stamp();
      image = TreeRecord.of(fixture.image());
    }

    @Override
    public void run(Syscalls syscalls) throws IOException {
      report = fixture.merge(disposal, syscalls.restarting());
    }

    @Override
    public void check(Outcome outcome) throws IOException {
      if (outcome.fault() == null || !outcome.fault().call().equals("unlinkat")) {
        fixture.assertNoTemps();
      }
      TreeRecord imageNow = TreeRecord.of(fixture.image());
      TreeRecord rootNow = TreeRecord.of(fixture.root());
      for (Map.Entry<String, FileRecord> entry : image.entries().entrySet()) {
        if (!entry.getValue().get("type").equals("DIRECTORY")) {
          assertWholeSomewhere(entry.getKey(), entry.getValue(), imageNow, rootNow);
        }
      }
      if (outcome.succeeded()) {
        checkSuccess(imageNow, rootNow);
      } else {
        assertThat(outcome.failure()).isInstanceOf(MoveException.class);
        assertThat(((MoveException) outcome.failure()).errno()).contains(outcome.fault().errno());
      }
    }

    private void assertWholeSomewhere(
        String path, FileRecord wanted, TreeRecord imageNow, TreeRecord rootNow) {
      FileRecord there = rootNow.entries().get(path);
      boolean isInImage = imageNow.entries().containsKey(path);
      if (isInImage) {
        assertThat(imageNow.get(path).isUntouchedSince(wanted)).as(path).isTrue();
      }
      if (there != null) {
        assertThat(there.differencesTo(wanted)).as(path).doesNotContain("contents", "text", "type");
      }
      assertThat(there != null || isInImage).as("%s is somewhere", path).isTrue();
      assertThat(isInImage || disposal == ImageDisposal.CONSUME).as(path).isTrue();
    }

    private void checkSuccess(TreeRecord imageNow, TreeRecord rootNow) {
      if (report.warnings().isEmpty()) {
        assertThat(rootNow.differencesTo(image)).isEmpty();
      }
      assertThat(report.newDirectories()).isEqualTo(2);
      assertThat(report.fileCount()).isEqualTo(5);
      assertThat(fixture.heard())
          .containsExactly("a", "d/", "d/e/", "d/e/three", "d/link", "d/one", "d/two");
      if (disposal == ImageDisposal.CONSUME) {
        assertThat(imageNow.entries()).isEmpty();
      } else {
        assertThat(imageNow.differencesTo(image)).isEmpty();
      }
    }

    @Override
    public void close() {
      fixture.close();
    }
  }
}
