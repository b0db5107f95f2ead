// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Mounts of one test, undone on {@link #close}, the last one first. Needs the right to mount. */
public final class Mounts implements AutoCloseable {
  private final Deque<Path> mounted = new ArrayDeque<>();

  /** A file system in memory, at a directory that is made. */
  public Path tmpfs(Path at, String options) {
    makeDirectory(at);
    mount(at, "mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
    return at;
  }

  /** The same directory or file once more, at one that is there. */
  public void bind(Path original, Path at) {
    mount(at, "mount", "--bind", original.toString(), at.toString());
  }

  /** A file system that shows a directory, which is made, and what is written to it. */
  public Path overlay(Path upper, Path at) {
    Path work = upper.resolveSibling("work");
    Path lower = upper.resolveSibling("lower");
    for (Path directory : List.of(upper, work, lower, at)) {
      makeDirectory(directory);
    }
    String options = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + work;
    mount(at, "mount", "-t", "overlay", "-o", options, "overlay", at.toString());
    return at;
  }

  /** A file system of {@link #tmpfs} can't be written to from here on. */
  static void makeReadOnly(Path at) {
    Command.of("mount", "-o", "remount,ro", at.toString()).run().requireSuccess();
  }

  private void mount(Path at, String... words) {
    Requirements.root();
    CommandResult result = Command.of(words).run();
    Requirements.need(result.exitCode() == 0, "the right to mount: " + result);
    mounted.push(at);
  }

  private static void makeDirectory(Path at) {
    try {
      Files.createDirectories(at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    while (!mounted.isEmpty()) {
      String at = mounted.pop().toString();
      Command.of("sh", "-c", "umount -- \"$1\" || umount -l -- \"$1\"", "sh", at)
          .run()
          .requireSuccess();
    }
  }
}
