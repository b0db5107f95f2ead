// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An image and a root, whose tops are opened as for a merge that has come to them. */
final class MergeScene implements AutoCloseable {
  /** Names that a careless program stumbles over. */
  static final List<RawPath> STRANGE_NAMES =
      List.of(
          RawPath.of("-rf"),
          RawPath.of("a\nb"),
          RawPath.of(" "),
          RawPath.of("'\"$x\\"),
          RawPath.of("\377\200z".getBytes(ISO_8859_1)),
          RawPath.of("._cfg"));

  private final TempTree temp;
  private final Path image;
  private final Path root;

  /** Where scenes are made. */
  enum Base {
    DISK,
    MEMORY;

    TempTree make() {
      return this == DISK ? TempTree.create() : TempTree.onOtherFileSystem();
    }
  }

  /** What a test does with the open tops. */
  interface Action<T> {
    T on(MergeSession session, OpenDirectories dirs) throws Exception;
  }

  MergeScene(Base base) {
    temp = base.make();
    image = temp.directory("image");
    root = temp.directory("root");
  }

  Path image(RawPath name) {
    return RawPath.of(image).resolve(name).toPath();
  }

  Path root(RawPath name) {
    return RawPath.of(root).resolve(name).toPath();
  }

  Path image(String name) {
    return image.resolve(name);
  }

  Path root(String name) {
    return root.resolve(name);
  }

  static FileStat stat(Path file) throws ErrnoException {
    return Syscalls.system().paths().statx(Fd.CWD, RawPath.of(file), AtFlags.SYMLINK_NOFOLLOW);
  }

  /** The names in the root, sorted. */
  List<RawPath> rootNames() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .map(file -> RawPath.of(file).fileName())
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .toList();
    }
  }

  <T> T with(Syscalls calls, MergeOptions options, Action<T> action) throws Exception {
    try (Trees trees = TreesOpening.of(calls, RawPath.of(image), RawPath.of(root))) {
      MergeSession session = new MergeSession(calls, options, trees);
      DirectoryNode top = new DirectoryNode(trees.imageFacts(), trees.rootFacts().dev());
      DirectoryCopy copy = new DirectoryCopy(calls, options.move());
      try (OpenDirectories dirs = OpenDirectories.of(session, top, copy)) {
        return action.on(session, dirs);
      }
    } catch (ErrnoException e) { // of closing
      throw Failing.at(
          Place.of(RawPath.of(image)), Place.of(RawPath.of(root)), MoveStep.REMOVE_SOURCE, e);
    }
  }

  @Override
  public void close() {
    temp.close();
  }
}
