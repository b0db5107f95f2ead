// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.bounds;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * An image of a million entries and the root that it goes to, which has all of the directories, so
 * that every file moves by itself, and some of the files, equal and other ones. Most files are
 * empty: one that is not takes a page of memory on tmpfs.
 */
final class LargeTree {
  static final int TOPS = 200;
  static final int DIRECTORIES = 20_000;
  static final int FILES_EACH = 47;

  /** And a symbolic link and a second name of the first file, in each directory. */
  static final int ENTRIES = TOPS + DIRECTORIES * (1 + FILES_EACH + 2);

  /** One directory in so many has files in the root. */
  static final int SHARE_IN_ROOT = 10;

  /** One file in so many has contents. */
  private static final int SHARE_WITH_CONTENTS = 16;

  private static final Syscalls SYSCALLS = Syscalls.system();
  private static final PathCalls CALLS = SYSCALLS.paths();
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
  private static final OpenFlags CREATE =
      OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
  private static final RawPath LINK = RawPath.of("link");
  private static final RawPath SECOND_NAME = RawPath.of("second");
  private static final RawPath TEXT = RawPath.of("nowhere");
  private static final RawPath[] NAMES =
      IntStream.range(0, FILES_EACH).mapToObj(i -> RawPath.of("f" + i)).toArray(RawPath[]::new);

  private LargeTree() {}

  static void make(Path image, Path root) {
    IntStream.range(0, TOPS)
        .parallel()
        .forEach(
            top -> {
              try {
                make(image, top, LargeTree::fillImage);
                make(root, top, LargeTree::fillRoot);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private interface Filling {
    void fill(Fd directory, int number) throws IOException;
  }

  private static void make(Path tree, int top, Filling filling) throws IOException {
    Path above = tree.resolve("t" + top);
    CALLS.mkdirat(Fd.CWD, RawPath.of(above), 0755);
    try (Fd fd = CALLS.openat(Fd.CWD, RawPath.of(above), DIRECTORY, 0)) {
      for (int i = top; i < DIRECTORIES; i += TOPS) {
        RawPath name = RawPath.of("d" + i);
        CALLS.mkdirat(fd, name, 0755);
        try (Fd directory = CALLS.openat(fd, name, DIRECTORY, 0)) {
          filling.fill(directory, i);
        }
      }
    }
  }

  private static void fillImage(Fd directory, int number) throws IOException {
    for (int i = 0; i < FILES_EACH; i++) {
      if (i % SHARE_WITH_CONTENTS == 0) {
        write(directory, NAMES[i], number % 8 + 1);
      } else {
        CALLS.mknodat(directory, NAMES[i], FileType.REGULAR, 0644, 0);
      }
    }
    CALLS.symlinkat(TEXT, directory, LINK);
    CALLS.linkat(directory, NAMES[0], directory, SECOND_NAME, AtFlags.NONE);
  }

  /** An equal file, and one of another length. */
  private static void fillRoot(Fd directory, int number) throws IOException {
    if (number % SHARE_IN_ROOT == 0) {
      CALLS.mknodat(directory, NAMES[1], FileType.REGULAR, 0644, 0);
      write(directory, NAMES[2], 1);
    }
  }

  private static void write(Fd directory, RawPath name, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(length);
    bytes.put("contents".substring(0, length).getBytes(StandardCharsets.US_ASCII)).flip();
    try (Fd fd = CALLS.openat(directory, name, CREATE, 0644)) {
      SYSCALLS.data().pwrite(fd, bytes, 0);
    }
  }
}
