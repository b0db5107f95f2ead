// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.faults.SampleFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the kernel refuses an ordinary user is told; run by {@link VerifyAsUserTest}. */
class VerifyUserCases {
  @AutoClose private final VerifyFixture fixture = new VerifyFixture();

  private void makeTrees() throws IOException {
    MergeFixture.write(fixture.image("d/e/f"), "contents");
    MergeFixture.write(fixture.image("g"), "contents");
    RichImage.stampAll(fixture.image());
    fixture.copyImage();
  }

  private List<String> againstJson() throws IOException {
    return fixture.againstManifest(
        ManifestOfTree.reader(ManifestWriter::jsonLines, ManifestOfTree.entries(fixture.image())));
  }

  @Test
  void richImage_isEqualToItsCopy() throws IOException {
    RichImage.in(fixture.image());
    fixture.copyImage();
    // A default ACL there denies its owner what is below.
    String denied = "directories/with-default-acl/";
    assertThat(fixture.againstImage())
        .allMatch(line -> line.startsWith(denied) && line.contains(": UNREADABLE openat: EACCES"));
    assertThat(againstJson())
        .allMatch(line -> line.startsWith(denied) && line.contains(": UNREADABLE "));
  }

  @Test
  void fileThatMayNotBeRead_isUnreadable() throws IOException {
    makeTrees();
    SampleFiles.chmod(fixture.root("g"), 0);
    List<String> expected =
        List.of("g: MODE 0644 / 0000", "g: UNREADABLE  / openat: EACCES (Permission denied)");
    assertThat(fixture.againstImage()).isEqualTo(expected);
    assertThat(againstJson()).isEqualTo(expected);
  }

  @Test
  void directoryThatMayNotBePassed_isUnreadableEntryByEntry() throws IOException {
    makeTrees();
    SampleFiles.chmod(fixture.root("d"), 0600);
    try {
      assertThat(fixture.againstImage())
          .satisfiesExactly(
              mode -> assertThat(mode).isEqualTo("d: MODE 0755 / 0600"),
              e -> assertThat(e).startsWith("d/e: UNREADABLE  / ").contains("EACCES"),
              f -> assertThat(f).startsWith("d/e/f: UNREADABLE  / ").contains("EACCES"));
      assertThat(againstJson()).hasSize(3);
    } finally {
      SampleFiles.chmod(fixture.root("d"), 0755);
    }
  }

  @Test
  void directoryThatMayNotBeListed_isCompared() throws IOException {
    makeTrees();
    SampleFiles.chmod(fixture.root("d"), 0311);
    assertThat(fixture.againstImage()).containsExactly("d: MODE 0755 / 0311");
    assertThat(againstJson()).containsExactly("d: MODE 0755 / 0311");
  }

  @Test
  void imageThatMayNotBeRead_isToldOnItsSide() throws IOException {
    makeTrees();
    SampleFiles.chmod(fixture.image("g"), 0);
    SampleFiles.chmod(fixture.root("g"), 0);
    SampleFiles.chmod(fixture.image("d"), 0);
    SampleFiles.chmod(fixture.root("d"), 0);
    assertThat(fixture.againstImage())
        .containsExactly(
            "g: UNREADABLE openat: EACCES (Permission denied) / ",
            "d: UNREADABLE openat: EACCES (Permission denied) / ");
  }
}
