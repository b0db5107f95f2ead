// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system on a device that promises more than it has, as thin provisioning does: an image in
 * a tmpfs. Writes are taken, and fail when they are stored.
 */
final class ThinDevice implements AutoCloseable {
  private static final int MIB = 1 << 20;

  /** What is left of the device once the file system is there. */
  static final int LEFT = 2 * MIB;

  /** Of the file system. */
  private static final long PROMISED = 512L * MIB;

  private final TempTree temp = TempTree.create();
  private final Path device = temp.directory("device");
  private final Path root = temp.directory("root");

  private ThinDevice() {}

  static ThinDevice of(Kind kind) throws IOException {
    ThinDevice thin = new ThinDevice();
    try {
      run("mount", "-t", "tmpfs", "-o", "size=" + PROMISED, "thin", thin.device.toString());
      try (RandomAccessFile image = new RandomAccessFile(thin.image(), "rw")) {
        image.setLength(PROMISED);
      }
      List<String> make = new ArrayList<>(kind.small().making());
      make.add(0, "mkfs." + kind.small().type());
      make.add(thin.image());
      run(make.toArray(String[]::new));
      thin.mount();
      thin.shrink();
      return thin;
    } catch (RuntimeException | IOException | Error e) {
      thin.close();
      throw e;
    }
  }

  private String image() {
    return device.resolve("image").toString();
  }

  private void mount() {
    run("mount", "-o", "loop", image(), root.toString());
  }

  private void shrink() throws IOException {
    run("sync", "-f", root.toString());
    FileStore store = Files.getFileStore(device);
    resize(store.getTotalSpace() - store.getUnallocatedSpace() + LEFT);
  }

  private void resize(long bytes) {
    run("mount", "-o", "remount,size=" + bytes, device.toString());
  }

  private static void run(String... words) {
    Command.of(words).run().requireSuccess();
  }

  /** Where the file system is mounted. */
  Path root() {
    return root;
  }

  /** Lets the device keep its promise, and mounts what it has stored. */
  void enlarge() {
    run("umount", root.toString());
    resize(PROMISED);
    mount();
  }

  /**
   * Lets another process write until the device fails and the file system has noticed: ext4 and
   * btrfs are read-only from then on.
   */
  void exhaust() {
    String script =
        """
        ! dd if=/dev/zero of="$1"/another bs=1M count=8 conv=fsync status=none || exit 1
        sync -f "$1" || true
        touch "$1"/third || true
        """;
    run("sh", "-c", script, "sh", root.toString());
  }

  @Override
  public void close() {
    for (Path mounted : List.of(root, device)) {
      if (Command.of("mountpoint", "-q", mounted.toString()).run().exitCode() == 0) {
        run("umount", mounted.toString());
      }
    }
    temp.close();
  }
}
