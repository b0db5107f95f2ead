// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A default ACL may deny to the owner of a new file or directory what it takes to complete it. To
 * root that is nothing: {@link MergeAsUserTest} runs this as an ordinary user.
 */
class DenyingDefaultAclTest {
  @ParameterizedTest
  @CsvSource({
    "ONE_FILE_SYSTEM, ---",
    "ONE_FILE_SYSTEM, r--",
    "ONE_FILE_SYSTEM, r-x",
    "TWO_FILE_SYSTEMS, ---",
    "TWO_FILE_SYSTEMS, -w-",
    "TWO_FILE_SYSTEMS, r-x"
  })
  void nothingIsLost(Layout layout, String ofOwner) throws IOException {
    Requirements.command("setfacl");
    try (MergeFixture fixture = new MergeFixture(layout)) {
      byte[] value = {1};
      SampleFiles.attribute(write(fixture.image("file"), "x"), "user.of", value);
      SampleFiles.attribute(write(fixture.image("d/e/file"), "x"), "user.of", value);
      SampleFiles.attribute(fixture.image("d"), "user.of", value);
      SampleFiles.chmod(fixture.image("d/e/file"), 0444);
      fixture.stamp();
      TreeRecord before = TreeRecord.of(fixture.image());
      String acl = "u::" + ofOwner + ",g::---,o::---";
      Command.of("setfacl", "-d", "--set", acl, fixture.root().toString()).run().requireSuccess();

      MergeReport report = fixture.merge(ImageDisposal.KEEP);

      assertThat(report.warnings()).isEmpty();
      assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
    }
  }
}
