// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * As package managers do that wait for each file: all are written beside their names, then each is
 * synced, then each is renamed; at the end the image goes.
 */
final class WriteSyncRename {
  private WriteSyncRename() {}

  /**
   * Moves.
   *
   * @param args image and root
   * @throws IOException if it fails
   */
  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]);
    Path root = Path.of(args[1]);
    List<Path> all;
    try (Stream<Path> walk = Files.walk(image)) {
      all = walk.filter(path -> !path.equals(image)).toList();
    }
    List<Path> targets = new ArrayList<>();
    for (Path source : all) {
      Path target = root.resolve(image.relativize(source));
      if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(target);
      } else {
        Files.copy(
            source, fresh(target), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        targets.add(target);
      }
    }
    sync(targets);
    for (Path target : targets) {
      Files.move(fresh(target), target, StandardCopyOption.ATOMIC_MOVE);
    }
    for (Path source : all.stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(source);
    }
  }

  private static Path fresh(Path target) {
    return target.resolveSibling(target.getFileName() + ".new");
  }

  private static void sync(List<Path> targets) throws IOException {
    for (Path target : targets) {
      Path file = fresh(target);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }
}
