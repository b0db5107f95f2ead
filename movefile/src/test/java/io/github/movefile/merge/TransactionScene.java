// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * An image and a root that together have every case of a transaction: new and replaced files,
 * links, nodes and directories, hard links within and across directories, files that stay,
 * protected ones, things of another type in the way, a directory behind a link, directories that
 * the image has by two paths which are one in the root.
 */
final class TransactionScene implements AutoCloseable {
  private final TempTree from;
  private final TempTree to;
  private final Path image;
  private final Path root;
  private final TreeRecord imageBefore;
  private final TreeRecord rootBefore;
  private final FileRecord topBefore;

  TransactionScene(Layout layout) throws IOException {
    to = TempTree.create();
    from = layout == Layout.ONE_FILE_SYSTEM ? to : TempTree.onOtherFileSystem();
    image = from.directory("image");
    root = to.directory("root");
    fillImage();
    fillRoot();
    RichImage.stampAll(image);
    RichImage.stampAll(root);
    SampleFiles.stamp(root.resolve("old/same"));
    Files.setLastModifiedTime(root.resolve("old/same"), FileTime.fromMillis(1_000_000));
    SampleFiles.stamp(root);
    imageBefore = TreeRecord.of(image);
    rootBefore = TreeRecord.of(root);
    topBefore = FileRecord.of(root);
  }

  private void fillImage() throws IOException {
    Path first = write(image, "d/e/first", "linked");
    Files.createLink(image.resolve("d/second"), first);
    Files.createLink(write(image, "old/third", "").getParent().resolve("fourth"), first);
    SampleFiles.attribute(first, "user.colour", new byte[] {1});
    SampleFiles.chmod(image.resolve("d/e"), 02711);
    SampleFiles.attribute(image.resolve("d/e"), "user.colour", new byte[] {2});
    Files.createSymbolicLink(image.resolve("d/link"), Path.of("e/first"));
    Files.createDirectory(image.resolve("empty"));
    write(image, "old/file", "new");
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
    write(image, "usr/lib/twice/a", "by the path");
    write(image, "usr/lib/twice/sub/b", "by the path");
    write(image, "lib/twice/c", "through the link");
    write(image, "lib/twice/sub/d", "through the link");
    write(image, "lib/twice/own/e", "through the link");
    write(image, "lib/f", "through the link");
    Files.createLink(image.resolve("lib/twice/third"), image.resolve("usr/lib/twice/a"));
    Files.createSymbolicLink(image.resolve("lib/twice/link"), Path.of("../twice/a"));
    SampleFiles.chmod(image.resolve("usr/lib/twice"), 0711);
    SampleFiles.chmod(image.resolve("lib/twice"), 0750);
    SampleFiles.attribute(image.resolve("lib/twice/sub"), "user.colour", new byte[] {5});
  }

  private void fillRoot() throws IOException {
    write(root, "old/file", "old");
    write(root, "old/mine", "mine");
    write(root, "old/same", "same");
    Files.createLink(root.resolve("old/pair2"), write(root, "old/pair1", "old pair"));
    Files.createSymbolicLink(root.resolve("old/link"), Path.of("mine"));
    SampleFiles.attribute(root.resolve("old"), "user.kept", new byte[] {3});
    SampleFiles.attribute(root.resolve("old/file"), "user.old", new byte[] {4});
    SampleFiles.chmod(root.resolve("old/file"), 0640);
    write(root, "etc/conf", "of the admin");
    write(root, "clash/inside", "in a directory");
    write(root, "clash2", "a file");
    Files.createDirectory(root.resolve("behind"));
    write(root, "behind/there", "there");
    Files.createSymbolicLink(root.resolve("via"), Path.of("behind"));
    write(root, "usr/lib/there", "there");
    Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
  }

  private static Path write(Path top, String name, String contents) throws IOException {
    return MergeFixture.write(top.resolve(name), contents);
  }

  Path image() {
    return image;
  }

  Path root() {
    return root;
  }

  /** Files that are replaced are so by exchange; directories may take the image's metadata. */
  static MergeOptions.Builder options(ExistingDirectories directories, Durability durability) {
    return MergeOptions.builder()
        .atomicity(Atomicity.TRANSACTION)
        .collisions(CollisionPolicy.BACKUP)
        .existingDirectories(directories)
        .protection(ConfigProtection.parse("/etc", ""))
        .move(MoveOptions.builder().durability(durability).build())
        .workers(1);
  }

  MergeReport merge(Syscalls calls, MergeOptions options) throws MoveException {
    return TreeMerge.using(calls).merge(image, root, options);
  }

  RecoveryReport recover(Syscalls calls) throws MoveException {
    return TreeMerge.using(calls).recover(RawPath.of(root));
  }

  /** What differs from the trees as they were: nothing but the image's times of access. */
  List<String> differencesToOld() throws IOException {
    List<String> lines = new ArrayList<>(TreeRecord.of(root).differencesTo(rootBefore));
    FileRecord top = FileRecord.of(root);
    if (!top.differencesTo(topBefore).isEmpty()) {
      lines.add("the root: " + top.differencesTo(topBefore));
    }
    TreeRecord.of(image).differencesTo(imageBefore).forEach(line -> lines.add("image: " + line));
    for (Map.Entry<String, FileRecord> entry : rootBefore.entries().entrySet()) {
      FileRecord now = TreeRecord.of(root).entries().get(entry.getKey());
      if (now != null && !now.isSameInode(entry.getValue())) {
        lines.add("another inode: " + entry.getKey());
      }
    }
    return lines;
  }

  /**
   * What differs from a merge that was not cut off, but for times of directories that were there,
   * or are there when the image has them by another path too.
   */
  List<String> differencesToNew(TreeRecord wanted) throws IOException {
    List<String> lines = new ArrayList<>();
    TreeRecord now = TreeRecord.of(root);
    Set<String> paths = new TreeSet<>(now.entries().keySet());
    paths.addAll(wanted.entries().keySet());
    for (String path : paths) {
      FileRecord mine = now.entries().get(path);
      FileRecord theirs = wanted.entries().get(path);
      if (mine == null || theirs == null) {
        lines.add((mine == null ? "missing: " : "too much: ") + path);
        continue;
      }
      Set<String> differences = mine.differencesTo(theirs);
      boolean wasThere = rootBefore.entries().containsKey(path) || path.startsWith("usr/lib/twice");
      if (wasThere && mine.get("type").equals("DIRECTORY")) {
        differences.removeAll(Set.of("atime", "mtime"));
      }
      if (!differences.isEmpty()) {
        lines.add(path + ": " + differences);
      }
    }
    try (Stream<Path> left = Files.list(image)) {
      left.forEach(file -> lines.add("left in the image: " + file.getFileName()));
    }
    return lines;
  }

  TreeRecord rootNow() throws IOException {
    return TreeRecord.of(root);
  }

  void assertIsOld() throws IOException {
    assertThat(differencesToOld()).isEmpty();
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }

  /** The merge is refused, and nothing is changed. */
  static void assertRefused(MoveFailure failure, ThrowingCallable merge) {
    assertThatThrownBy(merge)
        .isInstanceOfSatisfying(
            MoveException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(failure);
              assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
            });
  }
}
