// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image, a root, and beside each of them an outside that has entries of the same names. {@link
 * #guard} is called once all is planted, {@link #assertNothingGotOut} at the end.
 */
final class AttackScene implements AutoCloseable {
  static final String SECRET = "secret of the outside";

  private static final List<String> FILES = List.of("d/f", "d/e/g", "d/e/h1", "z/h2", "file");

  private final Setting setting;
  private final TempTree to = TempTree.create();
  private final TempTree from;
  private @Nullable Canary canary;
  private @Nullable Canary canaryOfImage;
  private @Nullable OpenWatch watch;

  AttackScene(Setting setting) throws IOException {
    this.setting = setting;
    this.from = setting.isAcross() ? TempTree.onOtherFileSystem() : to;
    for (Path outside : List.of(outside(), outsideOfImage())) {
      for (String file : FILES) {
        write(outside.resolve(file), SECRET);
      }
      Files.createDirectories(outside.resolve("d/empty"));
      Files.deleteIfExists(outside.resolve("link"));
      Files.createSymbolicLink(outside.resolve("link"), Path.of("d"));
    }
    Files.createDirectory(image());
    Files.createDirectory(root());
  }

  /** The files of an image or a root, two of them hard links of one. */
  static void fill(Path tree, String contents) throws IOException {
    for (String file : FILES.subList(0, 3)) {
      write(tree.resolve(file), contents);
    }
    write(tree.resolve("file"), contents);
    Files.createDirectory(tree.resolve("z"));
    Files.createLink(tree.resolve("z/h2"), tree.resolve("d/e/h1"));
    Files.createSymbolicLink(tree.resolve("d/e/link"), Path.of("../f"));
  }

  static Path write(Path file, String contents) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, contents);
  }

  Path image() {
    return from.path("image");
  }

  Path image(String name) {
    return image().resolve(name);
  }

  Path root() {
    return to.path("root");
  }

  Path root(String name) {
    return root().resolve(name);
  }

  Path outside() {
    return to.path("outside");
  }

  Path outsideOfImage() {
    return from.path("outside");
  }

  /** A new directory on the file system of the root. */
  Path besideRoot(String name) {
    return to.directory(name);
  }

  /** A new directory on the file system of the image. */
  Path besideImage(String name) {
    return from.directory(name);
  }

  /** From here on nothing outside may change. */
  void guard() throws IOException {
    Canary ofRoot = Canary.of(outside());
    Canary ofImage = setting.isAcross() ? Canary.of(outsideOfImage()) : ofRoot;
    canary = ofRoot;
    canaryOfImage = ofImage;
    watch = new OpenWatch(setting.calls(), file -> ofRoot.has(file) || ofImage.has(file));
  }

  void assertNothingGotOut() throws IOException {
    watch.assertNothingOutsideWasOpened();
    canary.assertUntouched();
    canaryOfImage.assertUntouched();
    assertHasNoSecrets(root());
  }

  /** No file here is a copy of one outside. */
  static void assertHasNoSecrets(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String contents = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(contents).as("%s", file).doesNotContain(SECRET);
        }
      }
    }
  }

  /** Not a link to one. */
  static void assertIsFile(Path file, String contents) {
    assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).as("%s", file).isTrue();
    assertThat(file).hasContent(contents);
  }

  /** Merges; how it failed, or null. Whatever else is thrown fails the test. */
  @Nullable MoveException merge(MergeOptions options) {
    return merge(image(), root(), options);
  }

  @Nullable MoveException merge(Path image, Path root, MergeOptions options) {
    LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(watch.syscalls());
    MoveException failure = null;
    try {
      TreeMerge.using(leaks.syscalls()).merge(image, root, options);
    } catch (MoveException e) {
      failure = e;
    }
    leaks.assertNoLeaks();
    return failure;
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
