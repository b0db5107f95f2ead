// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system of its own kind in a file, mounted through a loop device until it is closed. */
public final class LoopFileSystem implements AutoCloseable {
  private static final long SIZE = 512L << 20;

  private final TempTree temp;
  private final Path root;

  private LoopFileSystem(TempTree temp, Path root) {
    this.temp = temp;
    this.root = root;
  }

  /**
   * Makes and mounts one of 512 MiB with the defaults of its kind. Skips the test, or fails it,
   * where that is impossible: see {@link Requirements}.
   *
   * @param type such as "ext4"
   * @return empty but for what its kind makes there, and root's
   */
  public static LoopFileSystem mount(String type) {
    return of(type).mount();
  }

  /**
   * Begins one that differs from the defaults.
   *
   * @param type such as "ext4"
   * @return of 512 MiB
   */
  public static Plan of(String type) {
    return new Plan(type, SIZE, List.of(), "loop");
  }

  /**
   * How one is to be made.
   *
   * @param type such as "ext4"
   * @param size in bytes; its blocks are taken as they are written
   * @param making options for mkfs
   * @param mounting for mount -o
   */
  public record Plan(String type, long size, List<String> making, String mounting) {
    /**
     * Of another size.
     *
     * @param bytes at least what its kind needs: 300 MiB for xfs, 110 MiB for btrfs
     * @return a new plan
     */
    public Plan size(long bytes) {
      return new Plan(type, bytes, making, mounting);
    }

    /**
     * With options for mkfs.
     *
     * @param options such as "-N", "64"
     * @return a new plan
     */
    public Plan making(String... options) {
      return new Plan(type, size, List.of(options), mounting);
    }

    /**
     * With options for the mount.
     *
     * @param options joined by commas, as in fstab
     * @return a new plan
     */
    public Plan mounting(String options) {
      return new Plan(type, size, making, mounting + "," + options);
    }

    /**
     * Makes it and mounts it.
     *
     * @return to be closed
     */
    public LoopFileSystem mount() {
      Requirements.root();
      Requirements.command("mount", "umount", "mkfs." + type);
      TempTree temp = TempTree.create();
      try {
        Path image = image(temp);
        Path root = temp.directory("root");
        CommandResult mounted =
            Command.of("mount", "-t", type, "-o", mounting, image.toString(), root.toString())
                .run();
        Requirements.need(mounted.exitCode() == 0, "loop devices for " + type + ": " + mounted);
        return new LoopFileSystem(temp, root);
      } catch (RuntimeException | Error e) {
        temp.close();
        throw e;
      }
    }

    private Path image(TempTree temp) {
      Path image = temp.path("image");
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength(size);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      List<String> make = new ArrayList<>(List.of("mkfs." + type, "-q"));
      make.addAll(making);
      make.add(image.toString());
      Command.of(make.toArray(String[]::new)).run().requireSuccess();
      return image;
    }
  }

  /**
   * Where it is mounted.
   *
   * @return an absolute path without symlinks
   */
  public Path root() {
    return root;
  }

  /**
   * Changes the options of the mount.
   *
   * @param options joined by commas, such as "ro"
   */
  public void remount(String options) {
    Command.of("mount", "-o", "remount," + options, root.toString()).run().requireSuccess();
  }

  /** Unmounts, which gives the loop device back, and removes the image. */
  @Override
  public void close() {
    CommandResult unmounted = Command.of("umount", root.toString()).run();
    if (unmounted.exitCode() != 0) {
      // Removing the tree now would only empty the file system.
      Command.of("umount", "-l", root.toString()).run().requireSuccess();
    }
    temp.close();
    unmounted.requireSuccess();
  }
}
