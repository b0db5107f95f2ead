// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.faults.SampleFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An image and a root of few names, so that everything meets everything: files, equal and other
 * ones, hard links, links of all kinds, directories over links and over files. A seed gives always
 * the same trees.
 */
final class RandomTrees {
  private static final String[] NAMES = {"a", "b", "c", "d-e", "d", "f.x", "g\n", "-h"};
  private static final int DEPTH = 4;

  private final Random random;
  private final List<Path> files = new ArrayList<>();

  private RandomTrees(long seed) {
    this.random = new Random(seed);
  }

  /** Fills both. */
  static void make(long seed, Path image, Path root) throws IOException {
    make(seed, image, root, true);
  }

  /** Fills both; without collisions of types, so that a merge succeeds. */
  static void makePeaceful(long seed, Path image, Path root) throws IOException {
    make(seed, image, root, false);
  }

  private static void make(long seed, Path image, Path root, boolean clashes) throws IOException {
    RandomTrees trees = new RandomTrees(seed);
    trees.fill(image, DEPTH);
    trees.files.clear();
    trees.resemble(image, root, clashes);
    RichImage.stampAll(image);
    RichImage.stampAll(root);
  }

  private void fill(Path directory, int depth) throws IOException {
    for (String name : NAMES) {
      Path entry = directory.resolve(name);
      int kind = random.nextInt(12);
      if (kind < 3 && depth > 0) {
        fill(Files.createDirectory(entry), depth - 1);
        SampleFiles.chmod(entry, 0750 + random.nextInt(8));
      } else if (kind < 7) {
        file(entry);
      } else if (kind == 7 && !files.isEmpty()) {
        Files.createLink(entry, files.get(random.nextInt(files.size())));
      } else if (kind < 10) {
        link(entry);
      }
    }
  }

  private void file(Path entry) throws IOException {
    Files.writeString(entry, "contents " + random.nextInt(3));
    SampleFiles.chmod(entry, random.nextBoolean() ? 0644 : 04755);
    files.add(entry);
  }

  private void link(Path entry) throws IOException {
    String[] texts = {"a", "b", "../a", "d/a", "/c/d", "/", "no/where", "../../../../../../x"};
    Files.createSymbolicLink(entry, Path.of(texts[random.nextInt(texts.length)]));
  }

  /** Some of the image is in the root, some of that is the same, and some is something else. */
  private void resemble(Path image, Path root, boolean clashes) throws IOException {
    try (var entries = Files.list(image)) {
      for (Path entry : entries.sorted().toList()) {
        Path twin = root.resolve(entry.getFileName());
        int choice = random.nextInt(8);
        if (Files.isDirectory(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          directory(entry, twin, choice, clashes);
        } else if (choice < 3) {
          same(entry, twin);
        } else if (choice == 3) {
          file(twin);
        } else if (choice == 4) {
          link(twin);
        } else if (choice == 5 && clashes) {
          fill(Files.createDirectory(twin), 1);
        }
      }
    }
    if (random.nextBoolean()) {
      file(root.resolve("of the root"));
    }
  }

  private void directory(Path entry, Path twin, int choice, boolean clashes) throws IOException {
    if (choice < 4) {
      resemble(entry, Files.createDirectory(twin), clashes);
    } else if (choice == 4) {
      Path behind = twin.resolveSibling("behind " + twin.getFileName());
      resemble(entry, Files.createDirectory(behind), clashes);
      Files.createSymbolicLink(twin, behind.getFileName());
    } else if (choice == 5 && clashes) {
      file(twin);
    } else if (choice == 6 && clashes) {
      // Not to a directory above: what is merged through it could put its own way aside.
      Files.createSymbolicLink(twin, Path.of(random.nextBoolean() ? "no/where" : "of the root"));
    }
  }

  private void same(Path entry, Path twin) throws IOException {
    try {
      if (Files.isSymbolicLink(entry)) {
        Files.createSymbolicLink(twin, Files.readSymbolicLink(entry));
      } else {
        Files.copy(entry, twin, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException(e);
    }
  }
}
