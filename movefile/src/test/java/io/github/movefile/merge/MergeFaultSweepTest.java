// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.Fault.Span;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every system call of a merge fails in every way: no file is lost, and none is torn. */
class MergeFaultSweepTest {
  @ParameterizedTest
  @CsvSource({"ONE_FILE_SYSTEM, CONSUME", "TWO_FILE_SYSTEMS, CONSUME", "TWO_FILE_SYSTEMS, KEEP"})
  void fault_losesNoFile(Layout layout, ImageDisposal disposal) throws Exception {
    int cases =
        FaultSweep.over(() -> new SmallMerge(layout, disposal))
            .errnos(Errno.EIO, Errno.ENOSPC, Errno.EINTR)
            .runAll();
    assertThat(cases).isGreaterThan(200);
  }

  @Test
  void refusal_losesNoFileAndNothingSilently() throws Exception {
    FaultSweep.over(() -> new SmallMerge(Layout.TWO_FILE_SYSTEMS, ImageDisposal.CONSUME))
        .errnos(Errno.EPERM, Errno.EACCES, Errno.ENOSYS)
        .without("flistxattr", "llistxattr", "listxattr") // then there seem to be no attributes
        .runAll();
  }

  private static final class SmallMerge implements Scenario {
    private final MergeFixture fixture;
    private final ImageDisposal disposal;
    private final TreeRecord image;
    private final TreeRecord root;
    private @Nullable MergeReport report;

    SmallMerge(Layout layout, ImageDisposal disposal) throws IOException {
      this.fixture = new MergeFixture(layout);
      this.disposal = disposal;
      Path first = write(fixture.image("d/e/first"), "linked");
      Files.createLink(fixture.image("second"), first);
      SampleFiles.attribute(first, "user.colour", new byte[] {1});
      SampleFiles.chmod(fixture.image("d/e"), 02711);
      SampleFiles.attribute(fixture.image("d/e"), "user.colour", new byte[] {2});
      Files.createSymbolicLink(fixture.image("d/link"), Path.of("e"));
      write(fixture.image("old/file"), "new");
      write(fixture.root("old/file"), "old");
      write(fixture.root("old/mine"), "mine");
      fixture.stamp();
      image = TreeRecord.of(fixture.image());
      root = TreeRecord.of(fixture.root());
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
      for (String path : image.entries().keySet()) {
        if (!image.get(path).get("type").equals("DIRECTORY")) {
          assertWholeSomewhere(path, imageNow, rootNow);
        }
      }
      assertThat(rootNow.get("old/mine").isUntouchedSince(root.get("old/mine"))).isTrue();
      assertThat(fixture.image()).isDirectory();
      if (outcome.succeeded()) {
        checkSuccess(outcome.fault(), imageNow, rootNow);
      } else {
        assertThat(outcome.failure()).isInstanceOf(MoveException.class);
        assertThat(((MoveException) outcome.failure()).errno()).contains(outcome.fault().errno());
        if (outcome.fault().span() == Span.ONCE) {
          assertNewDirectoriesAreNoWorse(rootNow);
        }
      }
    }

    /** The new file is in the root, or it is in the image and the root has what it had. */
    private void assertWholeSomewhere(String path, TreeRecord imageNow, TreeRecord rootNow) {
      FileRecord there = rootNow.entries().get(path);
      FileRecord old = root.entries().get(path);
      FileRecord wanted = image.get(path);
      boolean isInImage = imageNow.entries().containsKey(path);
      if (isInImage) {
        assertThat(imageNow.get(path).isUntouchedSince(wanted)).as(path).isTrue();
      }
      boolean isOld = old == null ? there == null : old.isUntouchedSince(there);
      if (!isOld) {
        assertThat(there.get("type")).as(path).isEqualTo(wanted.get("type"));
        assertThat(there.differencesTo(wanted)).as(path).doesNotContain("contents", "text");
      }
      assertThat(!isOld || isInImage).as("%s is somewhere", path).isTrue();
      assertThat(isInImage || disposal == ImageDisposal.CONSUME).as(path).isTrue();
    }

    /** A second merge would take the mode of a directory that is there for one to keep. */
    private void assertNewDirectoriesAreNoWorse(TreeRecord rootNow) {
      for (String path : List.of("d", "d/e")) {
        FileRecord there = rootNow.entries().get(path);
        if (there != null) {
          assertThat(there.differencesTo(image.get(path)))
              .as(path)
              .isSubsetOf(Set.of("contents", "atime", "mtime"));
        }
      }
    }

    private void checkSuccess(@Nullable Fault fault, TreeRecord imageNow, TreeRecord rootNow) {
      if (report.warnings().isEmpty()) {
        for (Map.Entry<String, FileRecord> entry : image.entries().entrySet()) {
          if (!entry.getKey().equals("old")) {
            assertThat(rootNow.get(entry.getKey()).differencesTo(entry.getValue()))
                .as("lost silently of %s", entry.getKey())
                .isEmpty();
          }
        }
        assertThat(rootNow.get("second").isSameInode(rootNow.get("d/e/first"))).isTrue();
      }
      assertThat(fault == null && !report.warnings().isEmpty()).isFalse();
      assertThat(report.newDirectories()).isEqualTo(2);
      assertThat(report.existingDirectories()).isEqualTo(1);
      assertThat(report.fileCount()).isEqualTo(4);
      assertThat(fixture.heard()).hasSize(7).doesNotHaveDuplicates();
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
