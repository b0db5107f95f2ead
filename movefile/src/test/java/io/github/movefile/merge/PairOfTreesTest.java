// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Pairs of directories that can't be merged, and one that looks so and can. */
class PairOfTreesTest {
  private static MoveException failure(Path image, Path root) {
    return catchThrowableOfType(
        MoveException.class, () -> TreeMerge.create().merge(image, root, MergeOptions.defaults()));
  }

  @Test
  void oneDirectoryTwice_isRefused() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      write(fixture.image("a/b"), "b");
      Path alias = fixture.root().resolveSibling("alias");
      Files.createSymbolicLink(alias, fixture.image());

      MoveException failure = failure(fixture.image(), alias);

      assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
      assertThat(failure.getMessage()).contains("image and root are one directory");
      assertThat(fixture.image("a/b")).hasContent("b");
    }
  }

  @Test
  void rootInsideTheImage_isRefused() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      write(fixture.image("a/b"), "b");
      Path root = Files.createDirectories(fixture.image("a/deep/root"));

      MoveException failure = failure(fixture.image(), root);

      assertThat(failure.failure()).isEqualTo(MoveFailure.DIRECTORY_INTO_ITSELF);
      assertThat(failure.getMessage()).contains("the root is inside the image");
      assertThat(fixture.image("a/b")).hasContent("b");
    }
  }

  /** That is where installers unpack: in /var/tmp of the very system. */
  @Test
  void imageInsideTheRoot_isMerged() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      Path image = Files.createDirectories(fixture.root("var/tmp/image"));
      write(image.resolve("usr/a"), "a");
      write(image.resolve("var/tmp/b"), "b");

      TreeMerge.create().merge(image, fixture.root(), MergeOptions.defaults());

      assertThat(fixture.root("usr/a")).hasContent("a");
      assertThat(fixture.root("var/tmp/b")).hasContent("b");
      assertThat(image).isEmptyDirectory();
    }
  }

  @Test
  void imageThatLeadsIntoItself_isRefusedThere() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      Path image = Files.createDirectories(fixture.root("tmp/image"));
      write(image.resolve("tmp/image/a"), "a");

      MoveException failure = failure(image, fixture.root());

      assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
      assertThat(failure.getMessage()).contains("is the image");
      assertThat(image.resolve("tmp/image/a")).hasContent("a");
    }
  }

  @Test
  void imageBehindALinkOfTheRoot_isRefusedToo() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      Path image = Files.createDirectories(fixture.root("tmp/image"));
      write(image.resolve("way/a"), "a");
      Files.createSymbolicLink(fixture.root("way"), Path.of("tmp/image"));

      MoveException failure = failure(image, fixture.root());

      assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
      assertThat(image.resolve("way/a")).hasContent("a");
    }
  }
}
