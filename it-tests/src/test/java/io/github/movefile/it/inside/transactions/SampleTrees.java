// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An image and a root with every case of a transaction: new and replaced files, links, nodes and
 * directories, hard links within and across directories, files that stay, protected ones, things of
 * another type in the way, a directory behind a link; and contents that a device could have a part
 * of only.
 */
final class SampleTrees {
  private SampleTrees() {}

  static void fillImage(Path image) throws IOException {
    Path first = image.resolve("d/e/first");
    write(image, "d/e/first", "linked");
    Files.createLink(image.resolve("d/second"), first);
    write(image, "old/third", "third");
    Files.createLink(image.resolve("old/fourth"), first);
    SampleFiles.attribute(first, "user.colour", new byte[] {1});
    SampleFiles.chmod(image.resolve("d/e"), 02711);
    SampleFiles.attribute(image.resolve("d/e"), "user.colour", new byte[] {2});
    Files.createSymbolicLink(image.resolve("d/link"), Path.of("e/first"));
    Files.createDirectory(image.resolve("empty"));
    write(image, "d/none", "");
    write(image, "d/large", 700_000);
    write(image, "old/large", 200_000);
    sparse(image.resolve("d/sparse"));
    write(image, "old/file", 9_000);
    write(image, "old/same", "same");
    write(image, "old/pair1", "new pair");
    Files.createSymbolicLink(image.resolve("old/link"), Path.of("file"));
    Files.createSymbolicLink(image.resolve("old/far"), Path.of("../d/second"));
    RawPath fifo = RawPath.of(image.resolve("old/fifo"));
    Syscalls.system().paths().mknodat(Fd.CWD, fifo, FileType.FIFO, 0600, 0);
    write(image, "etc/conf", "of the package");
    write(image, "clash", "a file");
    write(image, "clash2/inside", "in a directory");
    write(image, "via/followed", "behind a link");
    stampAll(image);
  }

  static void fillRoot(Path root) throws IOException {
    write(root, "old/file", 5_000);
    write(root, "old/mine", "mine");
    write(root, "old/large", 300_000);
    write(root, "old/same", "same");
    write(root, "old/pair1", "old pair");
    Files.createLink(root.resolve("old/pair2"), root.resolve("old/pair1"));
    Files.createSymbolicLink(root.resolve("old/link"), Path.of("mine"));
    SampleFiles.attribute(root.resolve("old"), "user.kept", new byte[] {3});
    SampleFiles.attribute(root.resolve("old/file"), "user.old", new byte[] {4});
    SampleFiles.chmod(root.resolve("old/file"), 0640);
    write(root, "etc/conf", "of the admin");
    write(root, "clash/inside", "in a directory");
    write(root, "clash2", "a file");
    write(root, "behind/there", "there");
    Files.createSymbolicLink(root.resolve("via"), Path.of("behind"));
    stampAll(root);
    Files.setLastModifiedTime(root.resolve("old/same"), FileTime.fromMillis(1_000_000));
  }

  private static void write(Path top, String name, String contents) throws IOException {
    write(top.resolve(name), contents.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that no file system can compress. */
  private static void write(Path top, String name, int length) throws IOException {
    byte[] contents = new byte[length];
    new Random(length).nextBytes(contents);
    write(top.resolve(name), contents);
  }

  private static void write(Path file, byte[] contents) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, contents);
  }

  private static void sparse(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(1 << 20);
      sparse.write(7);
      sparse.setLength(3 << 20);
    }
  }

  /** Children before their directories, whose times they would change. */
  private static void stampAll(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        SampleFiles.stamp(file);
      }
    }
  }
}
