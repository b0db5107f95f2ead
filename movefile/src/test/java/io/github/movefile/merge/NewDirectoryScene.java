// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image with a directory of files that have to be copied, a root that lacks it, and calls that
 * fail, or are interfered with, when they are told to.
 */
final class NewDirectoryScene implements AutoCloseable {
  private final MergeFixture trees = new MergeFixture(Layout.TWO_FILE_SYSTEMS);
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

  void fillImage() throws IOException {
    write(trees.image("a"), "the first, which tells that there is no way by rename");
    write(trees.image("d/one"), "one");
    write(trees.image("d/three"), "three");
    write(trees.image("d/two"), "two");
    trees.stamp();
  }

  MergeFixture trees() {
    return trees;
  }

  FaultInjectingSyscalls calls() {
    return calls;
  }

  /** Consumes the image. */
  void merge() throws IOException {
    trees.merge(ImageDisposal.CONSUME, calls.syscalls());
  }

  /** Sorted. */
  static List<String> namesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything, and nothing else is left. */
  void assertMerged() throws IOException {
    assertMerged("d/");
  }

  /** The same, of a directory that the listener heard of so. */
  void assertMerged(String directory) throws IOException {
    trees.assertNoTemps();
    trees.assertImageIsEmpty();
    for (String name : List.of("one", "two", "three")) {
      assertThat(trees.root("d/" + name)).hasContent(name);
    }
    assertThat(trees.heard()).containsExactly("a", directory, "d/one", "d/three", "d/two");
  }

  @Override
  public void close() {
    trees.close();
  }
}
