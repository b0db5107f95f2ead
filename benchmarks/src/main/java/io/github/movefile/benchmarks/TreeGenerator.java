// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes trees by a seed: of 100 names five are symbolic links and three hard links, five have an
 * extended attribute and one a capability. Wants root, for the capabilities.
 *
 * <p>The parent of a directory is any of those made before, all alike: a random recursive tree, in
 * which n directories are ln n deep on average and e ln n at most, as n grows. That is how real
 * packages are, 4 to 10 deep; with a parent among the newest only, the tree would be a list, and
 * what is measured the length of its paths.
 */
final class TreeGenerator {
  /** VFS_CAP_REVISION_2 with cap_net_raw, permitted and effective: see linux/capability.h. */
  private static final byte[] NET_RAW = {
    1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");
  private static final long FIRST_SECOND = 1_700_000_000L;

  private final Xattrs xattrs = Xattrs.create();
  private final TreeShape shape;
  private final Random random;
  private final List<Path> directories = new ArrayList<>();
  private final List<Path> regular = new ArrayList<>();

  private TreeGenerator(TreeShape shape) {
    this.shape = shape;
    this.random = new Random(shape.seed());
  }

  /**
   * Makes one.
   *
   * @param top doesn't exist yet
   * @param shape what it gets
   * @throws IOException if it can't be made
   */
  static void generate(Path top, TreeShape shape) throws IOException {
    new TreeGenerator(shape).run(top);
  }

  private void run(Path top) throws IOException {
    directories.add(Files.createDirectories(top));
    for (int i = 0; i < shape.directories(); i++) {
      Path parent = directories.get(random.nextInt(directories.size()));
      directories.add(Files.createDirectory(parent.resolve("dir-" + i)));
    }
    for (int i = 0; i < shape.files(); i++) {
      Path directory = directories.get(random.nextInt(directories.size()));
      make(directory, i);
    }
    for (int i = directories.size() - 1; i >= 0; i--) {
      stamp(directories.get(i));
    }
  }

  private void make(Path directory, int number) throws IOException {
    Path file = directory.resolve("file-%06d.dat".formatted(number));
    int kind = number % 100;
    if (kind >= 92 && kind < 97) {
      // It leads somewhere: a peer that follows links shows it, instead of failing.
      Files.createSymbolicLink(file, directory.relativize(anyRegular()));
    } else if (kind >= 97) {
      Files.createLink(file, anyRegular());
      return;
    } else {
      writeRegular(file, number, kind);
    }
    stamp(file);
  }

  private void writeRegular(Path file, int number, int kind) throws IOException {
    byte[] contents = new byte[shape.sizes().next(random)];
    random.nextBytes(contents);
    Files.write(file, contents);
    Files.setPosixFilePermissions(file, number % 10 == 0 ? PROGRAM : DATA);
    if (kind < 5) {
      setXattr(file, "user.origin", ("package-" + number).getBytes(StandardCharsets.UTF_8));
    } else if (kind == 5) {
      setXattr(file, "security.capability", NET_RAW);
    }
    regular.add(file);
  }

  private Path anyRegular() {
    return regular.get(random.nextInt(regular.size()));
  }

  private void setXattr(Path file, String name, byte[] value) throws XattrException {
    xattrs.set(XattrFile.path(RawPath.of(file)), XattrName.of(name), value);
  }

  /** Times with ns, which a copy in µs or s would lose. */
  private void stamp(Path file) throws IOException {
    long nanos = TimeUnit.SECONDS.toNanos(FIRST_SECOND + random.nextInt(10_000_000));
    FileTime time = FileTime.from(nanos + random.nextInt(1_000_000_000), TimeUnit.NANOSECONDS);
    Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, time, null);
  }
}
