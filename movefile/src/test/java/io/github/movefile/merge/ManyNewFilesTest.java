// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Of many files that are copied into one directory, only the first is asked what it is. */
@AcrossFileSystems
class ManyNewFilesTest {
  private static final int FILES = 10;
  private static final int OTHER_GROUP = 12_346;

  private static MergeFixture fixture() throws IOException {
    MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS);
    for (int i = 0; i < FILES; i++) {
      MergeFixture.write(fixture.image("d/file" + i), "contents " + i);
      MergeFixture.write(fixture.image("d/below/file" + i), "contents " + i);
    }
    Files.createDirectories(fixture.root("d"));
    return fixture;
  }

  private static void assertMerged(MergeFixture fixture) throws IOException {
    fixture.stamp();
    TreeRecord before = TreeRecord.of(fixture.image());
    fixture.merge();
    TreeRecord after = TreeRecord.of(fixture.root());
    before.entries().keySet().stream()
        .filter(path -> !path.equals("d"))
        .forEach(
            path -> assertThat(after.get(path).differencesTo(before.get(path))).as(path).isEmpty());
  }

  @Test
  void eachIsCopied_byTheFewestCalls() throws IOException {
    try (MergeFixture fixture = fixture()) {
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

      fixture.merge(ImageDisposal.CONSUME, calls.syscalls());

      int all = 2 * FILES;
      // Once a merge; then each file from its temp name, or all with the directory that was made.
      assertThat(calls.count("renameat2")).isEqualTo(1 + FILES + 1);
      // Of the directory that was made.
      assertThat(calls.count("fchown")).isEqualTo(1);
      // Of each source, of two new files, and of both sides of the directory that was made.
      assertThat(calls.count("flistxattr")).isEqualTo(all + 2 + 2);
    }
  }

  /** Its group is that of the directory: some files have it anyway, others don't. */
  @Test
  void directoryThatGivesItsGroup() throws IOException {
    Requirements.root();
    try (MergeFixture fixture = fixture()) {
      SampleFiles.chown(fixture.root("d"), 0, OTHER_GROUP);
      SampleFiles.chmod(fixture.root("d"), 02775);
      for (int i = 0; i < FILES; i += 2) {
        SampleFiles.chown(fixture.image("d/file" + i), 0, OTHER_GROUP);
      }
      assertMerged(fixture);
    }
  }

  /** Each new file has the ACL that it gives; the sources have none, or one of their own. */
  @Test
  void directoryThatGivesAnAcl() throws IOException {
    try (MergeFixture fixture = fixture()) {
      Path own = fixture.image("d/file3");
      SampleFiles.attribute(own, "system.posix_acl_access", SampleFiles.acl());
      SampleFiles.attribute(fixture.root("d"), "system.posix_acl_default", SampleFiles.acl());
      assertMerged(fixture);
    }
  }

  @Test
  void filesOfOtherOwners_amongThoseOfTheUser() throws IOException {
    Requirements.root();
    try (MergeFixture fixture = fixture()) {
      SampleFiles.chown(fixture.image("d/file0"), 12_345, OTHER_GROUP);
      SampleFiles.chown(fixture.image("d/file5"), 12_345, 0);
      SampleFiles.chown(fixture.image("d/below/file9"), 0, OTHER_GROUP);
      SampleFiles.chmod(fixture.image("d/file5"), 06755);
      SampleFiles.chmod(fixture.image("d/file6"), 06755);
      assertMerged(fixture);
    }
  }
}
