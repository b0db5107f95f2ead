// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.faults.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A merge that ends at a collision: what was merged is complete, the rest is in the image. */
class MergeRefusalTest {
  /** Something in the image, and something else of that name in the root. */
  enum Collision {
    FILE_OVER_DIRECTORY(MoveFailure.TARGET_IS_DIRECTORY) {
      @Override
      void make(Path inImage, Path inRoot) throws IOException {
        write(inImage, "file");
        write(inRoot.resolve("child"), "child");
      }
    },
    SYMLINK_OVER_DIRECTORY(MoveFailure.TARGET_IS_DIRECTORY) {
      @Override
      void make(Path inImage, Path inRoot) throws IOException {
        Files.createSymbolicLink(inImage, Path.of("where"));
        write(inRoot.resolve("child"), "child");
      }
    },
    DIRECTORY_OVER_FILE(MoveFailure.NOT_A_DIRECTORY) {
      @Override
      void make(Path inImage, Path inRoot) throws IOException {
        write(inImage.resolve("child"), "child");
        write(inRoot, "file");
      }
    },
    DIRECTORY_OVER_SYMLINK(MoveFailure.NOT_A_DIRECTORY) {
      @Override
      void make(Path inImage, Path inRoot) throws IOException {
        write(inImage.resolve("child"), "child");
        Path victim = inRoot.resolveSibling("victim");
        write(victim.resolve("mine"), "mine");
        Files.createSymbolicLink(inRoot, victim);
      }
    };

    final MoveFailure failure;

    Collision(MoveFailure failure) {
      this.failure = failure;
    }

    abstract void make(Path inImage, Path inRoot) throws IOException;
  }

  private static MoveException mergeFails(MergeFixture fixture) {
    return catchThrowableOfType(MoveException.class, () -> fixture.merge());
  }

  @ParameterizedTest
  @EnumSource
  void collision_isTypedAndTouchesNeitherSide(Collision collision) throws IOException {
    for (Layout layout : Layout.all()) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        write(fixture.image("dir/a"), "a");
        write(fixture.image("dir/z"), "z");
        Files.createDirectory(fixture.root("dir"));
        collision.make(fixture.image("dir/m"), fixture.root("dir/m"));
        fixture.stamp();
        TreeRecord imageBefore = TreeRecord.of(fixture.image());
        TreeRecord rootBefore = TreeRecord.of(fixture.root());

        MoveException failure = mergeFails(fixture);

        assertThat(failure.failure()).isEqualTo(collision.failure);
        assertThat(failure.source().toPath()).isEqualTo(fixture.image("dir/m"));
        assertThat(failure.target().toPath()).isEqualTo(fixture.root("dir/m"));
        TreeRecord image = TreeRecord.of(fixture.image());
        TreeRecord root = TreeRecord.of(fixture.root());
        // What comes later in the walk may have been merged before a link's turn came.
        boolean isMerged = root.entries().containsKey("dir/z");
        assertThat(image.entries().containsKey("dir/z")).isNotEqualTo(isMerged);
        rootBefore.entries().keySet().stream()
            .filter(path -> !path.equals("dir"))
            .forEach(path -> assertUntouched(path, root, rootBefore));
        imageBefore.entries().keySet().stream()
            .filter(path -> !path.equals("dir") && !path.equals("dir/a") && !path.equals("dir/z"))
            .forEach(path -> assertUntouched(path, image, imageBefore));
        assertThat(root.get("dir/a").differencesTo(imageBefore.get("dir/a"))).isEmpty();
        assertThat(fixture.image("dir/a")).doesNotExist();
        fixture.assertNoTemps();
      }
    }
  }

  private static void assertUntouched(String path, TreeRecord after, TreeRecord before) {
    assertThat(after.get(path).differencesTo(before.get(path))).as(path).isEmpty();
    assertThat(after.get(path).isSameInode(before.get(path))).as(path).isTrue();
  }

  @OnEveryLayout
  void newDirectoriesOfAnAbortedMerge_haveTheirMetadata(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      makeImageThatFailsIn(fixture);
      TreeRecord before = TreeRecord.of(fixture.image());

      assertThat(mergeFails(fixture).failure()).isEqualTo(MoveFailure.TARGET_IS_DIRECTORY);

      TreeRecord root = TreeRecord.of(fixture.root());
      assertThat(root.get("a").differencesTo(before.get("a"))).isEmpty();
      assertThat(root.get("a/b").differencesTo(before.get("a/b"))).isEmpty();
    }
  }

  @OnEveryLayout
  void secondMerge_completes(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      makeImageThatFailsIn(fixture);
      TreeRecord before = TreeRecord.of(fixture.image());
      assertThat(mergeFails(fixture)).isNotNull();
      Files.delete(fixture.root("y/x"));
      Files.delete(fixture.root("y"));

      fixture.merge();

      assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
      fixture.assertImageIsEmpty();
      fixture.assertNoTemps();
    }
  }

  private static void makeImageThatFailsIn(MergeFixture fixture) throws IOException {
    write(fixture.image("a/b/first"), "1");
    write(fixture.image("z"), "3");
    write(fixture.image("y/x"), "2");
    SampleFiles.chmod(fixture.image("a/b"), 02711);
    SampleFiles.attribute(fixture.image("a/b"), "user.colour", new byte[] {1});
    RichImage.stampAll(fixture.image());
    Files.createDirectories(fixture.root("y/x"));
  }

  @OnEveryLayout
  void missingRoot_isTold(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("file"), "x");
      Files.delete(fixture.root());

      MoveException failure = mergeFails(fixture);

      assertThat(failure.failure()).isEqualTo(MoveFailure.TARGET_PARENT_MISSING);
      assertThat(failure.target().toPath()).isEqualTo(fixture.root());
      assertThat(fixture.image("file")).hasContent("x");
      assertThat(fixture.root()).doesNotExist();
    }
  }

  @OnEveryLayout
  void missingImage_isTold(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      Files.delete(fixture.image());

      assertThat(mergeFails(fixture).failure()).isEqualTo(MoveFailure.SOURCE_MISSING);
    }
  }

  @OnEveryLayout
  void rootThatIsAFile_isTold(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("file"), "x");
      Files.delete(fixture.root());
      write(fixture.root(), "a file");

      assertThat(mergeFails(fixture).failure()).isEqualTo(MoveFailure.NOT_A_DIRECTORY);
      assertThat(fixture.root()).hasContent("a file");
    }
  }
}
