// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Mounts;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of directories that can't be merged, and one that looks so and can. */
class PairOfTreesTest {
  private static MoveException failure(Path image, Path root) {
    return failure(image, root, MergeOptions.defaults());
  }

  private static MoveException failure(Path image, Path root, MergeOptions options) {
    return catchThrowableOfType(
        MoveException.class, () -> TreeMerge.create().merge(image, root, options));
  }

  private static MergeOptions options(Atomicity atomicity) {
    return MergeOptions.builder().atomicity(atomicity).build();
  }

  private static MergeOptions backingUp(Atomicity atomicity) {
    return options(atomicity).toBuilder().collisions(CollisionPolicy.BACKUP).build();
  }

  private static void assertRefused(Path image, Path root, MergeOptions options)
      throws IOException {
    MoveException failure = failure(image, root, options);
    MergePlan plan =
        TreeMerge.create().plan(RawPath.of(image), RawPath.of(root), options, entry -> {});

    assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
    assertThat(failure.getMessage()).contains("is the image's own directory");
    assertThat(plan.refusal().orElseThrow()).hasMessage(failure.getMessage());
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

      assertRefused(image, fixture.root(), MergeOptions.defaults());

      assertThat(image.resolve("tmp/image/a")).hasContent("a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "way", "way/sub/deep"})
  void directoryOfTheImageBehindALinkOfTheRoot_isRefused(String goal) throws IOException {
    for (Atomicity atomicity : Atomicity.values()) {
      try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
        Path image = Files.createDirectories(fixture.root("tmp/image"));
        write(image.resolve("way/a"), "a");
        write(image.resolve("way/sub/deep/a"), "another");
        Files.createSymbolicLink(fixture.root("way"), Path.of("tmp/image", goal));

        assertRefused(image, fixture.root(), options(atomicity));

        assertThat(image.resolve("way/a")).hasContent("a");
        assertThat(image.resolve("way/sub/deep/a")).hasContent("another");
      }
    }
  }

  /** It is above the image, or the image itself. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "a/b/c"})
  void directoryAroundTheImage_isNotBackedUp(String path) throws IOException {
    for (Atomicity atomicity : Atomicity.values()) {
      try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
        Path image = Files.createDirectories(fixture.root("a/b/c"));
        write(image.resolve(path), "a file");
        Path alias = fixture.root().resolveSibling("alias");
        Files.createSymbolicLink(alias, image);
        fixture.stamp();
        TreeRecord before = TreeRecord.of(fixture.root());

        assertRefused(alias, fixture.root(), backingUp(atomicity));

        assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void directoryBesideTheImage_isBackedUp(Atomicity atomicity) throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      Path image = Files.createDirectories(fixture.root("a/image"));
      write(image.resolve("b"), "a file");
      write(image.resolve("a/c"), "a file");
      write(fixture.root("b/inside"), "in a directory");
      Files.createDirectory(fixture.root("a/c"));

      TreeMerge.create().merge(image, fixture.root(), backingUp(atomicity));

      assertThat(fixture.root("b")).hasContent("a file");
      assertThat(fixture.root("b.backup.0000/inside")).hasContent("in a directory");
      assertThat(fixture.root("a/c")).hasContent("a file");
      assertThat(image).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource
  void directoryOfTheRootThatIsMountedInTheImage_isRefused(Atomicity atomicity) throws IOException {
    Requirements.root();
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
        Mounts mounts = new Mounts()) {
      write(fixture.root("var/cache/a"), "a");
      mounts.bind(fixture.root("var/cache"), Files.createDirectories(fixture.image("var/cache")));

      assertRefused(fixture.image(), fixture.root(), options(atomicity));

      assertThat(fixture.root("var/cache/a")).hasContent("a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileOfTheImageThatIsMountedInTheRoot_isRefused(Atomicity atomicity) throws IOException {
    Requirements.root();
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
        Mounts mounts = new Mounts()) {
      mounts.bind(write(fixture.image("a"), "a"), write(fixture.root("a"), "beneath"));

      MoveException failure = failure(fixture.image(), fixture.root(), options(atomicity));

      assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
      assertThat(fixture.image("a")).hasContent("a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void imageBelowTheOverlayThatIsTheRoot_isRefused(Atomicity atomicity) throws IOException {
    Requirements.root();
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
        Mounts mounts = new Mounts()) {
      Path memory = mounts.tmpfs(fixture.root("memory"), "size=1m");
      Path image = memory.resolve("upper");
      Path root = mounts.overlay(image, memory.resolve("root"));
      write(image.resolve("d/a"), "a");

      MoveException failure = failure(image, root, options(atomicity));

      assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
      assertThat(root.resolve("d/a")).hasContent("a");
    }
  }

  /** As {@code cp -al} of the root makes it. */
  @ParameterizedTest
  @EnumSource
  void imageOfHardLinksOfTheRoot_goes(Atomicity atomicity) throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      Files.createDirectory(fixture.image("d"));
      write(fixture.root("d/a"), "a");
      Files.createSymbolicLink(fixture.root("d/link"), Path.of("a"));
      Files.createLink(fixture.image("d/a"), fixture.root("d/a"));
      Files.createLink(fixture.image("d/link"), fixture.root("d/link"));
      fixture.stamp();
      TreeRecord before = TreeRecord.of(fixture.root());

      TreeMerge.create().merge(fixture.image(), fixture.root(), options(atomicity));

      fixture.assertImageIsEmpty();
      TreeRecord now = TreeRecord.of(fixture.root());
      assertThat(now.differencesTo(before)).isEmpty();
      assertThat(now.get("d/a").isSameInode(before.get("d/a"))).isTrue();
      assertThat(now.get("d/link").isSameInode(before.get("d/link"))).isTrue();
    }
  }
}
