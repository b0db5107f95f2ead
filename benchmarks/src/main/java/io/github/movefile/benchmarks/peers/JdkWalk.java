// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The JDK: a walk with Files.move for each file, and directories as they are left. */
final class JdkWalk extends SimpleFileVisitor<Path> {
  private final Path image;
  private final Path root;
  private final CopyOption[] options;
  private final Deque<PosixFileAttributes> directories = new ArrayDeque<>();
  private final Deque<Boolean> made = new ArrayDeque<>();

  private JdkWalk(Path image, Path root, CopyOption... options) {
    this.image = image;
    this.root = root;
    this.options = options;
  }

  /**
   * Moves.
   *
   * @param args {@code --atomic} for renames only, then image and root
   * @throws IOException if it fails
   */
  public static void main(String[] args) throws IOException {
    boolean atomic = args[0].equals("--atomic");
    Path image = Path.of(args[args.length - 2]);
    Path root = Path.of(args[args.length - 1]);
    move(
        image, root, atomic ? StandardCopyOption.ATOMIC_MOVE : StandardCopyOption.REPLACE_EXISTING);
  }

  static void move(Path image, Path root, CopyOption option) throws IOException {
    Files.walkFileTree(image, new JdkWalk(image, root, option));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    directories.push(
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    Path target = root.resolve(image.relativize(directory));
    boolean isNew = !Files.isDirectory(target);
    if (isNew) {
      Files.createDirectory(target);
    }
    made.push(isNew);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.move(file, root.resolve(image.relativize(file)), options);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
      throws IOException {
    if (failure != null) {
      throw failure;
    }
    PosixFileAttributes facts = directories.pop();
    if (made.pop()) {
      Path target = root.resolve(image.relativize(directory));
      Files.setPosixFilePermissions(target, facts.permissions());
      Files.getFileAttributeView(target, BasicFileAttributeView.class)
          .setTimes(facts.lastModifiedTime(), facts.lastAccessTime(), null);
    }
    Files.delete(directory);
    return FileVisitResult.CONTINUE;
  }
}
