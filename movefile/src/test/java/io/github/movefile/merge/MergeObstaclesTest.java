// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the root has already in place of a directory or a file of the image: each policy for it, by
 * the outcomes that its documentation lists.
 */
class MergeObstaclesTest {
  @OnEveryLayout
  void directoryOverLink_isMergedThroughIt_andTheLinkStays(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("lib/a"), "a");
      write(fixture.image("lib/sub/b"), "b");
      write(fixture.image("usr/lib/c"), "c");
      write(fixture.root("usr/lib/old"), "old");
      Files.createSymbolicLink(fixture.root("lib"), Path.of("/usr/lib"));
      fixture.stamp();
      FileRecord link = FileRecord.of(fixture.root("lib"));

      MergeReport report = fixture.merge(MergeOptions.builder());

      assertThat(report.count(PlannedAction.FOLLOW_LINK)).isEqualTo(1);
      assertThat(FileRecord.of(fixture.root("lib")).isUntouchedSince(link)).isTrue();
      assertThat(fixture.root("usr/lib/a")).hasContent("a");
      assertThat(fixture.root("usr/lib/sub/b")).hasContent("b");
      assertThat(fixture.root("usr/lib/c")).hasContent("c");
      assertThat(fixture.root("usr/lib/old")).hasContent("old");
      fixture.assertImageIsEmpty();
    }
  }

  /** What the link leads to is made by the same merge. */
  @OnEveryLayout
  void directoryOverLinkThatLeadsNowhereYet_waitsForIt(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("lib/a"), "a");
      write(fixture.image("usr/lib/c"), "c");
      Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));

      fixture.merge(MergeOptions.builder());

      assertThat(fixture.root("usr/lib/a")).hasContent("a");
      assertThat(fixture.root("lib")).isSymbolicLink();
    }
  }

  @OnEveryLayout
  void directoryOverLink_isRefusedWhereAskedFor(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("lib/a"), "a");
      Files.createDirectories(fixture.root("usr/lib"));
      Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));

      MoveException failure =
          catchThrowableOfType(
              MoveException.class,
              () -> fixture.merge(MergeOptions.builder().directoryLinks(DirectoryLinks.REFUSE)));

      assertThat(failure.failure()).isEqualTo(MoveFailure.NOT_A_DIRECTORY);
      assertThat(fixture.root("usr/lib")).isEmptyDirectory();
      assertThat(fixture.image("lib/a")).hasContent("a");
    }
  }

  @OnEveryLayout
  void collisions_areBackedUp(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/a"), "a");
      write(fixture.image("f"), "file");
      write(fixture.image("l/b"), "b");
      write(fixture.root("d"), "was a file");
      write(fixture.root("d.backup.0000"), "an older one");
      write(fixture.root("f/in it"), "was a directory");
      Files.createSymbolicLink(fixture.root("l"), Path.of("no/where"));

      MergeReport report = fixture.merge(MergeOptions.builder().collisions(CollisionPolicy.BACKUP));

      assertThat(report.count(PlannedAction.BACK_UP)).isEqualTo(3);
      assertThat(fixture.root("d/a")).hasContent("a");
      assertThat(fixture.root("d.backup.0000")).hasContent("an older one");
      assertThat(fixture.root("d.backup.0001")).hasContent("was a file");
      assertThat(fixture.root("f")).hasContent("file");
      assertThat(fixture.root("f.backup.0000/in it")).hasContent("was a directory");
      assertThat(fixture.root("l/b")).hasContent("b");
      assertThat(Files.readSymbolicLink(fixture.root("l.backup.0000")))
          .isEqualTo(Path.of("no/where"));
      fixture.assertImageIsEmpty();
    }
  }

  @OnEveryLayout
  void collisions_areSkipped_andStayInTheImage(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("x/d/a"), "a");
      write(fixture.image("x/b"), "b");
      write(fixture.root("x/d"), "a file");
      CollisionPolicy skip =
          collision -> {
            assertThat(collision.path()).isEqualTo(RawPath.of("x/d"));
            return CollisionPolicy.Decision.SKIP;
          };

      MergeReport report = fixture.merge(MergeOptions.builder().collisions(skip));

      assertThat(report.count(PlannedAction.SKIP)).isEqualTo(1);
      assertThat(fixture.image("x/d/a")).hasContent("a");
      assertThat(fixture.image("x/b")).doesNotExist();
      assertThat(fixture.root("x/d")).hasContent("a file");
      assertThat(fixture.root("x/b")).hasContent("b");
    }
  }

  /** As if the caller's callback had a bug. */
  @Test
  @AcrossFileSystems
  void directoryThatWasBackedUp_hasItsNameAgainWhateverEndsTheCopy() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(fixture.image("etc"), "a file");
      write(fixture.root("etc/passwd"), "old");
      CopyOptions failing =
          CopyOptions.builder()
              .progress(
                  (done, total) -> {
                    throw new IllegalStateException("of the caller");
                  })
              .build();
      MoveOptions options = MoveOptions.builder().copy(failing).build();

      assertThatThrownBy(
              () ->
                  fixture.merge(
                      MergeOptions.builder().move(options).collisions(CollisionPolicy.BACKUP)))
          .hasMessage("of the caller");

      assertThat(fixture.root("etc/passwd")).hasContent("old");
      assertThat(fixture.root()).isDirectoryNotContaining("glob:**backup*");
      assertThat(fixture.image("etc")).hasContent("a file");
    }
  }

  @OnEveryLayout
  void existingDirectory_takesTheImagesMetadataWhereAskedFor(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/a"), "a");
      SampleFiles.chmod(fixture.image("d"), 02710);
      SampleFiles.attribute(fixture.image("d"), "user.colour", new byte[] {1});
      write(fixture.root("d/b"), "b");
      fixture.stamp();
      FileRecord wanted = FileRecord.of(fixture.image("d"));

      fixture.merge(MergeOptions.builder().existingDirectories(ExistingDirectories.UPDATE));

      assertThat(FileRecord.of(fixture.root("d")).differencesTo(wanted))
          .containsExactly("contents"); // it has an entry more
    }
  }
}
