// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** getdents64(2) and fstatfs(2). */
class DirectoryTest extends KernelTest {
  private List<DirectoryEntry> readAll(Path directory) throws ErrnoException {
    List<DirectoryEntry> all = new ArrayList<>();
    try (Fd dir = openDirectory(directory)) {
      List<DirectoryEntry> batch = paths.getdents64(dir);
      while (!batch.isEmpty()) {
        all.addAll(batch);
        batch = paths.getdents64(dir);
      }
      assertThat(paths.getdents64(dir)).as("the end stays the end").isEmpty();
    }
    return all;
  }

  @Test
  void emptyDirectory_hasNoEntries() throws Exception {
    assertThat(readAll(temp.path())).isEmpty();
  }

  @Test
  void fiveThousandNames_areAllThereOnce() throws Exception {
    List<String> names = IntStream.range(0, 5000).mapToObj(i -> "name-" + i).toList();
    for (String name : names) {
      Files.createFile(temp.path(name));
    }
    assertThat(readAll(temp.path()))
        .extracting(entry -> entry.name().toString())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void entry_tellsInodeAndType() throws Exception {
    Path file = temp.file("file", "");
    Path link = temp.symlink("link", "file");
    Path directory = temp.directory("directory");
    Path fifo = temp.path("fifo");
    shell("mkfifo \"$1\"", fifo);
    assertThat(readAll(temp.path()))
        .containsExactlyInAnyOrder(
            entry(file, FileType.REGULAR),
            entry(link, FileType.SYMLINK),
            entry(directory, FileType.DIRECTORY),
            entry(fifo, FileType.FIFO));
  }

  @Test
  void counting_givesDirectoriesAlone_andTheNumberOfAll() throws Exception {
    temp.file("file", "");
    temp.symlink("link", "directory");
    Path directory = temp.directory("directory");
    Path hidden = temp.directory("..hidden");
    List<DirectoryEntry> directories = new ArrayList<>();
    try (Fd dir = openDirectory(temp.path())) {
      assertThat(paths.getdents64(dir, directories)).isEqualTo(4);
      assertThat(paths.getdents64(dir, directories)).as("the end").isZero();
    }
    assertThat(directories)
        .containsExactlyInAnyOrder(
            entry(directory, FileType.DIRECTORY), entry(hidden, FileType.DIRECTORY));
  }

  @Test
  void counting_goesOnWhereOneCallEnds() throws Exception {
    for (int i = 0; i < 5000; i++) {
      Files.createFile(temp.path("name-" + i));
    }
    Files.createDirectory(temp.path("directory"));
    List<DirectoryEntry> directories = new ArrayList<>();
    int all = 0;
    int calls = 0;
    try (Fd dir = openDirectory(temp.path())) {
      for (int n = -1; n != 0; all += n) {
        n = paths.getdents64(dir, directories);
        calls++;
      }
    }
    assertThat(all).isEqualTo(5001);
    assertThat(calls).isGreaterThan(2);
    assertThat(directories).hasSize(1);
  }

  @Test
  void counting_refusesAFile() throws Exception {
    List<DirectoryEntry> directories = new ArrayList<>();
    try (Fd file = open(temp.file("f", ""), OpenFlags.READ_ONLY)) {
      assertFails(Errno.ENOTDIR, () -> paths.getdents64(file, directories));
    }
    assertThat(directories).isEmpty();
  }

  private static DirectoryEntry entry(Path file, FileType type) {
    long ino = Long.parseLong(stat("%i", file));
    return new DirectoryEntry(RawPath.of(file.getFileName()), ino, type);
  }

  @Test
  void namesLikeDotDot_areEntries() throws Exception {
    List.of("...", "..a", ".a", ".. ").forEach(name -> temp.file(name, ""));
    assertThat(readAll(temp.path()))
        .extracting(entry -> entry.name().toString())
        .containsExactlyInAnyOrder("...", "..a", ".a", ".. ");
  }

  @Test
  void getdents64_refusesAFile() throws Exception {
    try (Fd file = open(temp.file("f", ""), OpenFlags.READ_ONLY)) {
      assertFails(Errno.ENOTDIR, () -> paths.getdents64(file));
    }
  }

  @Test
  void fstatfs_tellsWhatStatTells() throws Exception {
    try (Fd dir = openDirectory(temp.path())) {
      FsStat s = paths.fstatfs(dir);
      String shown =
          "%x %d %d %d %d".formatted(s.type(), s.blockSize(), s.blocks(), s.files(), s.nameMax());
      assertThat(shown).isEqualTo(statfs("%t %s %b %c %l"));
      assertThat(s.blocksFree()).isBetween(1L, s.blocks());
      assertThat(s.filesFree()).isBetween(0L, s.files());
    }
  }

  @Test
  void blocksFree_areThoseOfAnOrdinaryUser() throws Exception {
    try (Fd dir = openDirectory(temp.path())) {
      long expected = Long.parseLong(statfs("%a"));
      // Others write to the same file system meanwhile.
      assertThat((double) paths.fstatfs(dir).blocksFree()).isBetween(expected * .9, expected * 1.1);
    }
  }

  private String statfs(String format) {
    return Command.of("stat", "-f", "-c", format, temp.path().toString())
        .run()
        .requireSuccess()
        .text();
  }
}
