// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A tree with everything in it that a merge may lose. Root makes more of it than others can. */
final class RichImage {
  private static final int DEPTH = 200;
  private static final int LONGEST_NAME = 255;

  private RichImage() {}

  static Path in(Path top) throws IOException {
    Files.createDirectories(top);
    files(Files.createDirectory(top.resolve("files")));
    links(top);
    nodes(Files.createDirectory(top.resolve("nodes")));
    names(Files.createDirectory(top.resolve("names")));
    directories(Files.createDirectory(top.resolve("directories")));
    deep(top.resolve("deep"));
    stampAll(top);
    return top;
  }

  private static void files(Path directory) throws IOException {
    Files.write(directory.resolve("empty"), new byte[0]);
    Files.writeString(directory.resolve("small"), "contents");
    Files.write(directory.resolve("large"), new byte[300_000]);
    Path rich = Files.writeString(directory.resolve("rich"), "rich");
    SampleFiles.attribute(rich, "user.colour", new byte[] {1, 2});
    if (Requirements.isRoot()) {
      SampleFiles.chown(rich, 12_345, 12_346);
      SampleFiles.attribute(rich, "trusted.secret", new byte[] {3});
    }
    SampleFiles.chmod(rich, 06755);
    try (RandomAccessFile sparse = new RandomAccessFile(directory.resolve("sparse") + "", "rw")) {
      sparse.seek(1 << 20);
      sparse.write(7);
      sparse.setLength(3 << 20);
    }
  }

  private static void links(Path top) throws IOException {
    Path first = Files.writeString(top.resolve("files/first"), "one of three");
    Files.createDirectories(top.resolve("z/sub"));
    Files.createLink(top.resolve("a-name"), first);
    Files.createLink(top.resolve("z/sub/third"), first);
    Path pair = Files.writeString(top.resolve("pair"), "one of two");
    Files.createLink(top.resolve("pair2"), pair);
    Files.createSymbolicLink(top.resolve("dangling"), Path.of("no/where"));
    Files.createSymbolicLink(top.resolve("to-directory"), Path.of("files"));
  }

  private static void nodes(Path directory) throws IOException {
    node(directory, "fifo", FileType.FIFO, 0);
    node(directory, "socket", FileType.SOCKET, 0);
    if (Requirements.isRoot()) {
      node(directory, "device", FileType.CHARACTER_DEVICE, FileStat.device(1, 3));
    }
  }

  private static void node(Path directory, String name, FileType type, long device)
      throws ErrnoException {
    RawPath path = RawPath.of(directory).resolve(RawPath.of(name));
    try {
      Syscalls.system().paths().mknodat(Fd.CWD, path, type, 0600, device);
    } catch (ErrnoException e) {
      Requirements.need(false, "to make a " + name);
    }
  }

  private static void names(Path directory) throws IOException {
    List<byte[]> names =
        List.of(
            new byte[] {'b', 'a', 'd', (byte) 0xff, (byte) 0xc3},
            "new\nline".getBytes(StandardCharsets.US_ASCII),
            "-rf".getBytes(StandardCharsets.US_ASCII),
            "umläut".getBytes(StandardCharsets.UTF_8),
            " ".getBytes(StandardCharsets.US_ASCII),
            "x".repeat(LONGEST_NAME).getBytes(StandardCharsets.US_ASCII));
    for (byte[] name : names) {
      Files.writeString(RawPath.of(directory).resolve(RawPath.of(name)).toPath(), "odd name");
    }
  }

  private static void directories(Path directory) throws IOException {
    // An ordinary user can't take anything out of a directory without w.
    int first = Requirements.isRoot() ? 0555 : 0755;
    for (int mode : new int[] {first, 01777, 02775, 0700}) {
      Path child = Files.createDirectory(directory.resolve(Integer.toOctalString(mode)));
      Files.writeString(child.resolve("inside"), "x");
      SampleFiles.chmod(child, mode);
    }
    if (Requirements.isRoot()) {
      Path closed = Files.createDirectory(directory.resolve("0"));
      Files.writeString(closed.resolve("inside"), "x");
      SampleFiles.chmod(closed, 0);
      SampleFiles.chown(directory.resolve("700"), 12_345, 12_346);
    }
    SampleFiles.attribute(directory.resolve("1777"), "user.colour", new byte[] {9});
    Path acl = Files.createDirectory(directory.resolve("with-default-acl"));
    SampleFiles.attribute(acl, "system.posix_acl_default", SampleFiles.acl());
    Files.writeString(acl.resolve("inherits"), "x");
    Files.createDirectory(acl.resolve("inherits-too"));
    Files.createDirectory(directory.resolve("empty"));
  }

  private static void deep(Path top) throws IOException {
    Path deepest = top;
    for (int i = 0; i < DEPTH; i++) {
      deepest = deepest.resolve("d");
    }
    Files.createDirectories(deepest);
    Files.writeString(deepest.resolve("bottom"), "x");
  }

  /** Children before their directories, whose times they would change. */
  static void stampAll(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        SampleFiles.stamp(file);
      }
    }
  }
}
