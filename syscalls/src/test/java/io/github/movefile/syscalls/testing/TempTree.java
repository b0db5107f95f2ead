// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A directory for one test, removed on {@link #close} with all that is in it: names of any bytes,
 * paths of any length, modes of 000, immutable and append-only files.
 *
 * <p>For a field of a test class: {@code @AutoClose final TempTree temp = TempTree.create();}
 */
public final class TempTree implements AutoCloseable {
  /** The system property with the directory in which the trees are made. */
  public static final String BASE = "movefile.test.dir";

  /** The system property with a directory behind another mount; without it, /dev/shm. */
  public static final String OTHER_BASE = "movefile.test.other.dir";

  private final Path root;

  private TempTree(Path base) {
    try {
      this.root = Files.createTempDirectory(base, "movefile-test-").toRealPath();
    } catch (IOException e) {
      throw new AssertionError("no directory for tests in " + base, e);
    }
  }

  /**
   * Makes one in {@code movefile.test.dir}, else in {@code java.io.tmpdir}.
   *
   * @return a new directory, mode 0700
   */
  public static TempTree create() {
    return new TempTree(base());
  }

  /**
   * Makes one in another file system than {@link #create} does: in {@code /dev/shm}. Skips the
   * test, or fails it, where that is the same one: see {@link Requirements}.
   *
   * @return a new directory, mode 0700
   */
  public static TempTree onOtherFileSystem() {
    Requirements.otherFileSystem();
    return new TempTree(otherBase());
  }

  /**
   * Whether rename(2) has to answer EXDEV between {@link #create} and {@link #onOtherFileSystem}:
   * not where both are made in one directory.
   *
   * @return true for two mounts, be they of one file system
   */
  public static boolean otherIsAnotherMount() {
    try {
      return !Files.getFileStore(base()).equals(Files.getFileStore(otherBase()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Whether this run is about one pair of directories, and others are about other pairs: then tests
   * leave out what would be the same in each of them.
   *
   * @return true if {@link #OTHER_BASE} is set
   */
  public static boolean isRunOfOnePair() {
    return System.getProperty(OTHER_BASE) != null;
  }

  static boolean hasOtherFileSystem() {
    try {
      // Who names a directory may mean a bind mount, which has the same st_dev.
      return Files.isWritable(otherBase())
          && (System.getProperty(OTHER_BASE) != null
              || !Files.getAttribute(otherBase(), "unix:dev")
                  .equals(Files.getAttribute(base(), "unix:dev")));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path otherBase() {
    return Path.of(System.getProperty(OTHER_BASE, "/dev/shm"));
  }

  private static Path base() {
    return Path.of(System.getProperty(BASE, System.getProperty("java.io.tmpdir")));
  }

  /**
   * The directory.
   *
   * @return an absolute path without symlinks
   */
  public Path path() {
    return root;
  }

  /**
   * What kind of file system it is on.
   *
   * @return as the kernel says
   */
  public FileSystemKind kind() {
    return FileSystemKind.of(root);
  }

  /**
   * A path in the directory.
   *
   * @param name relative
   * @return an absolute path, nothing is made
   */
  public Path path(String name) {
    return root.resolve(name);
  }

  /**
   * The directory, for system calls.
   *
   * @return an absolute path without symlinks
   */
  public RawPath raw() {
    return RawPath.of(root);
  }

  /**
   * A path in the directory, for system calls.
   *
   * @param name relative, in UTF-8
   * @return an absolute path, nothing is made
   */
  public RawPath raw(String name) {
    return raw().resolve(RawPath.of(name));
  }

  /**
   * Writes a file.
   *
   * @param name relative
   * @param contents its text, in UTF-8
   * @return its absolute path
   */
  public Path file(String name, String contents) {
    return file(name, contents.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, and the directories above it.
   *
   * @param name relative
   * @param contents its bytes
   * @return its absolute path
   */
  public Path file(String name, byte[] contents) {
    Path file = path(name);
    directory(root.relativize(file.getParent()).toString());
    try {
      return Files.write(file, contents);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Makes a directory, and those above it.
   *
   * @param name relative
   * @return its absolute path
   */
  public Path directory(String name) {
    try {
      return Files.createDirectories(path(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Makes a symbolic link.
   *
   * @param name relative
   * @param text what it says
   * @return its absolute path
   */
  public Path symlink(String name, String text) {
    try {
      return Files.createSymbolicLink(path(name), Path.of(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Lets every user read and write in the directory (mode 0777), for {@link AsUser}.
   *
   * @return this
   */
  public TempTree openToEveryone() {
    try {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /** Removes the directory; a second call does nothing. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(root, new Removal());
    } catch (IOException e) {
      removeByForce(e);
    }
  }

  private void removeByForce(IOException why) {
    String script = "chattr -R -f -ia -- \"$1\"; chmod -R u+rwx -- \"$1\" 2>&1; rm -rf -- \"$1\"";
    CommandResult removal = Command.of("sh", "-c", script, "sh", root.toString()).run();
    if (Files.exists(root)) {
      throw new AssertionError("can't remove " + root + ": " + removal, why);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
