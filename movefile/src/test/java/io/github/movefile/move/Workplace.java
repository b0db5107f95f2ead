// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two file systems with a directory {@code from} and a directory {@code to} on each, and a mover
 * that has to close what it opens. Closing it undoes mounts and removes all.
 */
final class Workplace implements AutoCloseable {
  private final TempTree memory = TempTree.onOtherFileSystem();
  private final TempTree disk = TempTree.create();
  private final Mounts mounts = new Mounts();
  private final LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());

  Workplace() {
    for (TempTree tree : List.of(disk, memory)) {
      tree.directory("from");
      tree.directory("to");
    }
  }

  TempTree disk() {
    return disk;
  }

  TempTree memory() {
    return memory;
  }

  Mounts mounts() {
    return mounts;
  }

  MoveFile mover() {
    return MoveFile.using(calls.syscalls());
  }

  /** A path in the directory that a route starts from; nothing is made. */
  Path source(Route route, String name) {
    return tree(route.from).path("from").resolve(name);
  }

  /** A path in the directory that a route leads to; nothing is made. */
  Path target(Route route, String name) {
    return tree(route.to).path("to").resolve(name);
  }

  /** Where the sources of a route are. */
  Path sourceDirectory(Route route) {
    return source(route, "");
  }

  /** Where the targets of a route are. */
  Path targetDirectory(Route route) {
    return target(route, "");
  }

  FileSystemKind kindOfSource(Route route) {
    return tree(route.from).kind();
  }

  FileSystemKind kindOfTarget(Route route) {
    return tree(route.to).kind();
  }

  private TempTree tree(Route.Side side) {
    return side == Route.Side.DISK ? disk : memory;
  }

  /** Writes a file to move. */
  Path sourceFile(Route route, String contents) {
    return write(source(route, "source"), contents);
  }

  /** Makes what is to be moved by a shell script, {@code "$1"} in it. */
  Path make(Route route, String script) {
    Path source = source(route, "source");
    shell(script, source);
    return source;
  }

  /** Writes a file to replace. */
  Path targetFile(Route route, String contents) {
    return write(target(route, "target"), contents);
  }

  static Path write(Path file, String contents) {
    try {
      return Files.writeString(file, contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a name is taken, be it by a link that leads nowhere. */
  static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Runs a shell script on a file, {@code "$1"} in it. */
  static String shell(String script, Path file) {
    return Command.of("sh", "-ec", script, "sh", file.toString()).run().requireSuccess().text();
  }

  /** All names in a directory, temps too. */
  static List<String> namesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets every user work in all four directories. */
  Workplace openToEveryone() {
    for (TempTree tree : List.of(disk.openToEveryone(), memory.openToEveryone())) {
      shell("chmod 0777 \"$1\"/from \"$1\"/to", tree.path());
    }
    return this;
  }

  /** A move that has to fail. */
  RefusedMove refused(Path source, Path target) {
    return refused(source, target, MoveOptions.defaults());
  }

  /** A move that has to fail. */
  RefusedMove refused(Path source, Path target, MoveOptions options) {
    return RefusedMove.run(source, target, () -> mover().move(source, target, options));
  }

  /** A copy that has to fail. */
  RefusedMove refusedCopy(Path source, Path target) {
    return RefusedMove.run(
        source, target, () -> mover().copy(source, target, MoveOptions.defaults()));
  }

  @Override
  public void close() {
    try (memory;
        disk;
        mounts) {
      assertThat(calls.openCount()).isZero();
      calls.assertNoLeaks();
    }
  }
}
