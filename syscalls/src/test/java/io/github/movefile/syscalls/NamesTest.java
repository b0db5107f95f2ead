// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** mkdirat(2), mknodat(2), symlinkat(2), readlinkat(2), linkat(2), unlinkat(2). */
class NamesTest extends KernelTest {
  private void link(Path from, Path to, AtFlags flags) throws ErrnoException {
    paths.linkat(Fd.CWD, RawPath.of(from), Fd.CWD, RawPath.of(to), flags);
  }

  private void unlink(Path file, AtFlags flags) throws ErrnoException {
    paths.unlinkat(Fd.CWD, RawPath.of(file), flags);
  }

  @Test
  void mkdirat_makesADirectoryBelowADescriptor() throws Exception {
    try (Fd dir = openDirectory(temp.path())) {
      paths.mkdirat(dir, RawPath.of("d"), 0710);
      assertThat(stat("%a %F", temp.path("d"))).isEqualTo("710 directory");
      assertFails(Errno.EEXIST, () -> paths.mkdirat(dir, RawPath.of("d"), 0700));
      assertFails(Errno.ENOENT, () -> paths.mkdirat(dir, RawPath.of("missing/d"), 0700));
    }
  }

  @Test
  void mknodat_makesFifosAndSockets() throws Exception {
    paths.mknodat(Fd.CWD, temp.raw("fifo"), FileType.FIFO, 0620, 0);
    paths.mknodat(Fd.CWD, temp.raw("socket"), FileType.SOCKET, 0602, 0);
    assertThat(stat("%a %F", temp.path("fifo"))).isEqualTo("600 fifo");
    assertThat(stat("%a %F", temp.path("socket"))).isEqualTo("600 socket");
    assertFails(
        Errno.EEXIST, () -> paths.mknodat(Fd.CWD, temp.raw("fifo"), FileType.FIFO, 0600, 0));
  }

  @Test
  void mknodat_makesDevicesOfEveryNumber() throws Exception {
    Requirements.root();
    int[][] numbers = {{1, 3}, {259, 300}, {511, 262143}, {4095, 1048575}};
    for (int[] n : numbers) {
      String name = n[0] + "-" + n[1];
      long device = FileStat.device(n[0], n[1]);
      if (!temp.kind().takesDevice(n[0], n[1])) {
        assertFails(Errno.EINVAL, () -> makeDevice(name, device));
        continue;
      }
      makeDevice(name, device);
      assertThat(stat("%Hr %Lr %F", temp.path(name)))
          .isEqualTo(n[0] + " " + n[1] + " character special file");
    }
  }

  private void makeDevice(String name, long device) throws ErrnoException {
    paths.mknodat(Fd.CWD, temp.raw(name), FileType.CHARACTER_DEVICE, 0600, device);
  }

  @Test
  void mknodat_refusesAWhiteoutWhereItWouldMeanSomething() throws Exception {
    Requirements.root();
    if (temp.kind().takesWhiteouts()) {
      makeDevice("c", 0);
      assertThat(stat("%Hr %Lr", temp.path("c"))).isEqualTo("0 0");
    } else {
      assertFails(Errno.EPERM, () -> makeDevice("c", 0));
    }
  }

  @Test
  void symlinkat_keepsTheTextAsItIs() throws Exception {
    RawPath text = RawPath.of(new byte[] {'.', '.', '/', '/', (byte) 0xff, '\n', ' ', '/'});
    paths.symlinkat(text, Fd.CWD, temp.raw("l"));
    assertThat(paths.readlinkat(Fd.CWD, temp.raw("l"))).isEqualTo(text);
    assertFails(Errno.EEXIST, () -> paths.symlinkat(text, Fd.CWD, temp.raw("l")));
    assertFails(Errno.ENOENT, () -> paths.symlinkat(RawPath.EMPTY, Fd.CWD, temp.raw("m")));
  }

  @Test
  void readlinkat_readsTheLongestText() throws Exception {
    String text = "t".repeat(temp.kind().longestLink());
    RawPath tooLong = RawPath.of(text + "t");
    assertFails(Errno.ENAMETOOLONG, () -> paths.symlinkat(tooLong, Fd.CWD, temp.raw("too-long")));
    try (Fd dir = openDirectory(temp.path())) {
      paths.symlinkat(RawPath.of(text), dir, RawPath.of("l"));
      assertThat(paths.readlinkat(dir, RawPath.of("l"))).isEqualTo(RawPath.of(text));
      assertThat(Files.readSymbolicLink(temp.path("l"))).hasToString(text);
    }
  }

  @Test
  void readlinkat_refusesWhatIsNoLink() {
    temp.file("f", "");
    assertFails(Errno.EINVAL, () -> paths.readlinkat(Fd.CWD, temp.raw("f")));
    assertFails(Errno.ENOENT, () -> paths.readlinkat(Fd.CWD, temp.raw("missing")));
  }

  @Test
  void linkat_makesASecondName() throws Exception {
    Path file = temp.file("f", "x");
    link(file, temp.path("g"), AtFlags.NONE);
    assertThat(stat("%i %h", temp.path("g"))).isEqualTo(stat("%i", file) + " 2");
    assertFails(Errno.EEXIST, () -> link(file, temp.path("g"), AtFlags.NONE));
    assertFails(Errno.EPERM, () -> link(temp.directory("d"), temp.path("e"), AtFlags.NONE));
  }

  @Test
  void linkat_takesALinkItselfUnlessAskedToFollow() throws Exception {
    Path file = temp.file("f", "x");
    Path symlink = temp.symlink("l", "f");
    link(symlink, temp.path("link-too"), AtFlags.NONE);
    link(symlink, temp.path("file-too"), AtFlags.SYMLINK_FOLLOW);
    assertThat(temp.path("link-too")).isSymbolicLink();
    assertThat(stat("%i", temp.path("file-too"))).isEqualTo(stat("%i", file));
  }

  @Test
  void linkat_ofADescriptor_namesAnUnlinkedFileAgainOnlyWhileItHasAName() throws Exception {
    Requirements.root();
    Path file = temp.file("f", "x");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      paths.linkat(fd, RawPath.EMPTY, Fd.CWD, temp.raw("g"), AtFlags.EMPTY_PATH);
      assertThat(stat("%h", file)).isEqualTo("2");
      unlink(file, AtFlags.NONE);
      unlink(temp.path("g"), AtFlags.NONE);
      assertFails(
          Errno.ENOENT,
          () -> paths.linkat(fd, RawPath.EMPTY, Fd.CWD, temp.raw("h"), AtFlags.EMPTY_PATH));
    }
  }

  @Test
  @AcrossFileSystems
  void linkat_refusesAnotherFileSystem() {
    Path file = temp.file("f", "x");
    try (TempTree other = TempTree.onOtherFileSystem()) {
      assertFails(Errno.EXDEV, () -> link(file, other.path("f"), AtFlags.NONE));
    }
  }

  @Test
  void unlinkat_removesFilesAndLinksButNotDirectories() throws Exception {
    Path file = temp.file("f", "x");
    Path symlink = temp.symlink("l", "f");
    unlink(symlink, AtFlags.NONE);
    assertThat(symlink).doesNotExist();
    assertThat(file).exists();
    unlink(file, AtFlags.NONE);
    assertThat(file).doesNotExist();
    assertFails(Errno.ENOENT, () -> unlink(file, AtFlags.NONE));
    Path directory = temp.directory("d");
    assertFails(Errno.EISDIR, () -> unlink(directory, AtFlags.NONE));
  }

  @Test
  void unlinkat_removesAnEmptyDirectoryWhenAsked() throws Exception {
    temp.file("full/f", "x");
    unlink(temp.directory("empty"), AtFlags.REMOVE_DIRECTORY);
    assertThat(temp.path("empty")).doesNotExist();
    assertFails(Errno.ENOTEMPTY, () -> unlink(temp.path("full"), AtFlags.REMOVE_DIRECTORY));
    assertFails(Errno.ENOTDIR, () -> unlink(temp.path("full/f"), AtFlags.REMOVE_DIRECTORY));
  }

  @Test
  void unlinkat_refusesAnImmutableFile() throws Exception {
    Requirements.root();
    Requirements.command("chattr");
    Path file = temp.file("f", "x");
    shell("chattr +i \"$1\"", file);
    assertFails(Errno.EPERM, () -> unlink(file, AtFlags.NONE));
  }
}
