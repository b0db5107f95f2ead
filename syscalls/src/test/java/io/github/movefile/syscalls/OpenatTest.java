// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static io.github.movefile.syscalls.OpenFlags.CREATE;
import static io.github.movefile.syscalls.OpenFlags.DIRECTORY;
import static io.github.movefile.syscalls.OpenFlags.EXCLUSIVE;
import static io.github.movefile.syscalls.OpenFlags.NOFOLLOW;
import static io.github.movefile.syscalls.OpenFlags.NONBLOCK;
import static io.github.movefile.syscalls.OpenFlags.NO_ATIME;
import static io.github.movefile.syscalls.OpenFlags.NO_CONTROLLING_TERMINAL;
import static io.github.movefile.syscalls.OpenFlags.READ_ONLY;
import static io.github.movefile.syscalls.OpenFlags.READ_WRITE;
import static io.github.movefile.syscalls.OpenFlags.TRUNCATE;
import static io.github.movefile.syscalls.OpenFlags.WRITE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** openat(2). */
class OpenatTest extends KernelTest {
  private static long kernelFlags(Fd fd) throws Exception {
    return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd.number())).stream()
        .filter(line -> line.startsWith("flags:"))
        .mapToLong(line -> Long.parseLong(line.substring(6).strip(), 8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void create_givesTheModeLessTheUmask() throws Exception {
    Path file = temp.path("new");
    paths.openat(Fd.CWD, RawPath.of(file), WRITE_ONLY.with(CREATE), 0640).close();
    assertThat(stat("%a %s %F", file)).isEqualTo("640 0 regular empty file");
  }

  @Test
  void everyDescriptor_isClosedInChildren() throws Exception {
    try (Fd fd = open(temp.path(), READ_ONLY)) {
      assertThat(kernelFlags(fd) & 02000000).as("O_CLOEXEC").isNotZero();
    }
  }

  @Test
  void accessModes_reachTheKernel() throws Exception {
    Path file = temp.file("f", "x");
    for (OpenFlags mode : new OpenFlags[] {READ_ONLY, WRITE_ONLY, READ_WRITE}) {
      try (Fd fd = open(file, mode)) {
        assertThat(kernelFlags(fd) & 3).isEqualTo(mode.accessMode());
      }
    }
  }

  @Test
  void statusFlags_reachTheKernel() throws Exception {
    Path file = temp.file("f", "x");
    OpenFlags flags = READ_ONLY.with(NONBLOCK).with(NO_ATIME).with(NO_CONTROLLING_TERMINAL);
    try (Fd fd = open(file, flags)) {
      assertThat(kernelFlags(fd) & 04000).as("O_NONBLOCK").isNotZero();
      assertThat(kernelFlags(fd) & 01000000).as("O_NOATIME").isNotZero();
    }
  }

  @Test
  void relativePath_startsAtTheDirectory() throws Exception {
    temp.file("d/f", "inside");
    try (Fd dir = openDirectory(temp.path("d"));
        Fd fd = paths.openat(dir, RawPath.of("f"), READ_ONLY, 0)) {
      assertThat(data.fstat(fd).size()).isEqualTo(6);
    }
  }

  @Test
  void exclusive_refusesAnExistingFileAndADanglingLink() {
    Path file = temp.file("f", "kept");
    Path link = temp.symlink("l", "nowhere");
    assertFails(Errno.EEXIST, () -> open(file, WRITE_ONLY.with(CREATE).with(EXCLUSIVE)));
    assertFails(Errno.EEXIST, () -> open(link, WRITE_ONLY.with(CREATE).with(EXCLUSIVE)));
    assertThat(temp.path("nowhere")).doesNotExist();
  }

  @Test
  void truncate_emptiesTheFile() throws Exception {
    Path file = temp.file("f", "gone");
    open(file, WRITE_ONLY.with(TRUNCATE)).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void nofollow_refusesAFinalLinkOnly() throws Exception {
    temp.file("d/f", "x");
    temp.symlink("link-to-d", "d");
    temp.symlink("d/link-to-f", "f");
    open(temp.path("link-to-d/f"), READ_ONLY.with(NOFOLLOW)).close();
    assertFails(Errno.ELOOP, () -> open(temp.path("d/link-to-f"), READ_ONLY.with(NOFOLLOW)));
  }

  @Test
  void path_opensALinkItselfAndCannotRead() throws Exception {
    Path link = temp.symlink("l", "nowhere");
    try (Fd fd = open(link, OpenFlags.PATH.with(NOFOLLOW))) {
      assertThat(data.fstat(fd).isSymlink()).isTrue();
      assertFails(Errno.EBADF, () -> data.pread(fd, ByteBuffer.allocateDirect(1), 0));
    }
  }

  @Test
  void nonblock_doesNotWaitForTheOtherEndOfAFifo() throws Exception {
    Path fifo = temp.path("fifo");
    shell("mkfifo \"$1\"", fifo);
    open(fifo, READ_ONLY.with(NONBLOCK)).close();
    assertFails(Errno.ENXIO, () -> open(fifo, WRITE_ONLY.with(NONBLOCK)));
  }

  @Test
  void failures_areTyped() {
    Path file = temp.file("f", "x");
    temp.symlink("loop", "loop");
    assertFails(Errno.ENOENT, () -> open(temp.path("missing"), READ_ONLY));
    assertFails(Errno.ENOENT, () -> paths.openat(Fd.CWD, RawPath.EMPTY, READ_ONLY, 0));
    assertFails(Errno.ENOTDIR, () -> open(file, READ_ONLY.with(DIRECTORY)));
    assertFails(Errno.ENOTDIR, () -> open(temp.path("f/below"), READ_ONLY));
    assertFails(Errno.EISDIR, () -> open(temp.path(), WRITE_ONLY));
    assertFails(Errno.ELOOP, () -> open(temp.path("loop"), READ_ONLY));
    assertFails(Errno.ENAMETOOLONG, () -> open(temp.path("n".repeat(256)), READ_ONLY));
  }

  @Test
  void pathOfMoreThan4096Bytes_isRefusedByTheKernelNotByUs() {
    RawPath longPath = RawPath.of("./".repeat(2048) + "f");
    assertFails(Errno.ENAMETOOLONG, () -> paths.openat(Fd.CWD, longPath, READ_ONLY, 0));
  }

  @Test
  void pathOf4095Bytes_works() throws Exception {
    temp.file("f", "x");
    try (Fd dir = openDirectory(temp.path())) {
      RawPath longest = RawPath.of("./".repeat(2047) + "f");
      assertThat(longest.length()).isEqualTo(4095);
      paths.openat(dir, longest, READ_ONLY, 0).close();
    }
  }

  @Test
  void nameOfAnyBytes_isFoundAgain() throws Exception {
    byte[] bytes = new byte[253];
    int n = 0;
    for (int b = 1; b < 256; b++) {
      if (b != '/' && b != '.') {
        bytes[n++] = (byte) b;
      }
    }
    assertThat(n).isEqualTo(bytes.length);
    RawPath name = RawPath.of(bytes);
    try (Fd dir = openDirectory(temp.path())) {
      paths.openat(dir, name, WRITE_ONLY.with(CREATE).with(EXCLUSIVE), 0600).close();
      if (temp.kind().listsWhatIsMadeLater()) {
        assertThat(paths.getdents64(dir)).extracting(DirectoryEntry::name).containsExactly(name);
      } else {
        assertThat(paths.getdents64(dir)).isEmpty();
      }
    }
    try (Fd dir = openDirectory(temp.path())) {
      assertThat(paths.getdents64(dir)).extracting(DirectoryEntry::name).containsExactly(name);
    }
  }
}
