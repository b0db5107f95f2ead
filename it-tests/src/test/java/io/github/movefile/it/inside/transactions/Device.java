// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A disk that can be looked at as it would be after a power cut: a loop device whose file is on a
 * file system with reflinks.
 *
 * <p>A copy by FICLONE is of one instant. The loop driver writes to the file by write(2), each
 * under the lock of the inode, and xfs holds that lock from before it flushes the file's pages
 * until all extents are shared: each write of the driver is in the copy as a whole, or not at all,
 * and one that came after another is never there without it. So the copy has what the disk had
 * taken at that instant, and nothing of what the kernel still had in memory. It is a disk that
 * loses nothing of what it has taken: caches of its own are not played.
 */
final class Device implements AutoCloseable {
  private static final long MIB = 1 << 20;
  private static final int TRIES = 50;
  private static final long PAUSE = 50_000_000;
  private static final OpenFlags NEW_FILE = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE);

  private final String type;
  private final Path file;
  private final Path unused;
  private final Path mountPoint;
  private boolean isMounted;
  private final List<Path> cuts = new ArrayList<>();

  /** Makes and mounts one. */
  Device(String type, Path directory, Path mountPoint) throws IOException {
    this.type = type;
    this.file = directory.resolve("disk");
    this.unused = directory.resolve("unused");
    this.mountPoint = mountPoint;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size());
    }
    Command.of("mkfs." + type, "-q", file.toString()).run().requireSuccess();
    mount(file);
  }

  /** The smallest that serves. */
  private long size() {
    return switch (type) {
      case "ext4" -> 64 * MIB;
      case "btrfs" -> 128 * MIB;
      case "xfs" -> 300 * MIB;
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** What is there now is what {@link #reset} goes back to. */
  void keep() throws IOException {
    unmount();
    share(file, unused);
    mount(file);
  }

  void reset() throws IOException {
    unmount();
    Files.delete(file);
    for (Path cut : cuts) {
      Files.deleteIfExists(cut);
    }
    cuts.clear();
    share(unused, file);
    mount(file);
  }

  /** What would be left if the power failed now. */
  Path cut() throws IOException {
    Path copy = file.resolveSibling("cut" + cuts.size());
    cuts.add(copy);
    share(file, copy);
    return copy;
  }

  private static void share(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    Syscalls calls = Syscalls.system();
    try (Fd source = calls.paths().openat(Fd.CWD, RawPath.of(from), OpenFlags.READ_ONLY, 0);
        Fd target = calls.paths().openat(Fd.CWD, RawPath.of(to), NEW_FILE, 0600)) {
      calls.data().ficlone(target, source);
    }
  }

  /** Mounts a copy where the disk itself was, which lets it replay its journal. */
  void mountCut(Path copy) {
    unmount(); // what it stores now comes too late
    mount(copy);
  }

  private void mount(Path image) {
    Command mount =
        Command.of("mount", "-t", type, "-o", "loop", image.toString(), mountPoint.toString());
    // Others may be after the same loop device.
    untilSuccess(mount);
    isMounted = true;
  }

  private void unmount() {
    if (isMounted) {
      untilSuccess(Command.of("umount", mountPoint.toString()));
      isMounted = false;
    }
  }

  private static void untilSuccess(Command command) {
    CommandResult result = command.run();
    for (int i = 0; i < TRIES && result.exitCode() != 0; i++) {
      LockSupport.parkNanos(PAUSE);
      result = command.run();
    }
    result.requireSuccess();
  }

  @Override
  public void close() {
    unmount();
  }
}
