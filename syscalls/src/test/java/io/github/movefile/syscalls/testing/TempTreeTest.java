// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TempTreeTest {
  private final PathCalls paths = Syscalls.system().paths();

  @Test
  void close_removesOddNamesLinksAndNodes() throws Exception {
    TempTree tree = TempTree.create();
    tree.file("a/b/c", "x");
    tree.symlink("dangling", "nowhere");
    tree.symlink("up", "..");
    RawPath odd = tree.raw().resolve(RawPath.of(new byte[] {(byte) 0xff, '\n', '-', '*'}));
    paths.mkdirat(Fd.CWD, odd, 0700);
    Command.of("mkfifo", tree.path("fifo").toString()).run().requireSuccess();
    tree.close();
    assertThat(tree.path()).doesNotExist();
    tree.close();
  }

  @Test
  void close_doesNotFollowLinks() {
    try (TempTree other = TempTree.create()) {
      Path kept = other.file("kept", "x");
      try (TempTree tree = TempTree.create()) {
        tree.symlink("out", other.path().toString());
      }
      assertThat(kept).exists();
    }
  }

  @Test
  void close_removesImmutableAndAppendOnlyFiles() {
    Requirements.root();
    Requirements.command("chattr");
    TempTree tree = TempTree.create();
    Path file = tree.file("d/immutable", "");
    Path log = tree.file("d/append", "");
    Command.of("chattr", "+i", file.toString(), tree.path("d").toString()).run().requireSuccess();
    Command.of("chattr", "+a", log.toString()).run().requireSuccess();
    tree.close();
    assertThat(tree.path()).doesNotExist();
  }

  @Test
  void close_removesPathsLongerThanPathMax() throws Exception {
    TempTree tree = TempTree.create();
    RawPath name = RawPath.of("n".repeat(255));
    OpenFlags directory = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
    Fd dir = paths.openat(Fd.CWD, tree.raw(), directory, 0);
    for (int depth = 0; depth < 40; depth++) {
      paths.mkdirat(dir, name, 0700);
      Fd below = paths.openat(dir, name, directory, 0);
      dir.close();
      dir = below;
    }
    dir.close();
    tree.close();
    assertThat(tree.path()).doesNotExist();
  }

  @Test
  void otherFileSystem_isAnother() throws Exception {
    try (TempTree here = TempTree.create();
        TempTree there = TempTree.onOtherFileSystem()) {
      assertThat(paths.statx(Fd.CWD, here.raw(), AtFlags.NONE).dev())
          .isNotEqualTo(paths.statx(Fd.CWD, there.raw(), AtFlags.NONE).dev());
    }
  }

  @Test
  void openToEveryone_isWritableByAll() throws Exception {
    try (TempTree tree = TempTree.create().openToEveryone()) {
      assertThat(Files.getAttribute(tree.path(), "unix:mode")).isEqualTo(0040777);
    }
  }
}
