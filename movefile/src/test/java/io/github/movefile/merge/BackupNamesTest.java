// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import java.io.IOException;
import java.nio.file.Files;

/** An image has what a backup would be called. */
class BackupNamesTest {
  @OnEveryLayout
  void nameOfTheImage_isNoNameForABackup(Layout layout) throws IOException {
    for (Atomicity atomicity : Atomicity.values()) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        write(fixture.image("d/new"), "new");
        write(fixture.image("d.backup.0000"), "the image's");
        write(fixture.root("d"), "was a file");
        write(fixture.image("f"), "file");
        write(fixture.image("f.backup.0000/the image's"), "in it");
        write(fixture.root("f/was"), "was in a directory");
        MergeOptions options =
            MergeOptions.builder().atomicity(atomicity).collisions(CollisionPolicy.BACKUP).build();

        TreeMerge.create().merge(fixture.image(), fixture.root(), options);

        assertThat(fixture.root("d/new")).hasContent("new");
        assertThat(fixture.root("d.backup.0000")).hasContent("the image's");
        assertThat(fixture.root("d.backup.0001")).hasContent("was a file");
        assertThat(fixture.root("f")).hasContent("file");
        assertThat(fixture.root("f.backup.0000/the image's")).hasContent("in it");
        assertThat(Files.exists(fixture.root("f.backup.0000/was"))).isFalse();
        assertThat(fixture.root("f.backup.0001/was")).hasContent("was in a directory");
        fixture.assertImageIsEmpty();
      }
    }
  }
}
