// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import io.github.movefile.benchmarks.warm.Timing;
import io.github.movefile.benchmarks.warm.Work;
import io.github.movefile.benchmarks.warm.WorkLoop;
import io.github.movefile.move.MoveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first and the second move in a program that has done other things before: it has walked the
 * JDK's own files, so that the JVM and java.nio.file are up, and nothing of MoveFile is loaded.
 */
final class FirstMove {
  private FirstMove() {}

  /**
   * Moves the files "first" and "second", once.
   *
   * @param args {@code --jdk} for Files.move, else it is MoveFile; then image and root
   * @throws IOException if nobody asks any more
   */
  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    Path image = Path.of(words.get(words.size() - 2));
    Path root = Path.of(words.get(words.size() - 1));
    Map<String, Long> seen = namesByEnding(Path.of(System.getProperty("java.home")));
    if (seen.isEmpty()) {
      throw new IOException("a JDK without files");
    }
    Mover mover = words.get(0).equals("--jdk") ? FirstMove::byJdk : FirstMove::byMoveFile;
    WorkLoop.serve(() -> moveTwo(mover, image, root));
  }

  private static Timing moveTwo(Mover mover, Path image, Path root) throws Exception {
    long first = Work.nanos(() -> mover.move(image.resolve("first"), root.resolve("first")));
    long second = Work.nanos(() -> mover.move(image.resolve("second"), root.resolve("second")));
    for (String name : List.of("first", "second")) {
      if (!Files.exists(root.resolve(name)) || Files.exists(image.resolve(name))) {
        throw new NoSuchFileException(name);
      }
    }
    return new Timing(first, Map.of("second move, µs", second / 1e3));
  }

  private static void byJdk(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** With a mover of its own, as who moves now and then has it. */
  private static void byMoveFile(Path source, Path target) throws IOException {
    MoveFile.create().move(source, target);
  }

  private static Map<String, Long> namesByEnding(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.map(path -> path.getFileName().toString())
          .collect(
              Collectors.groupingBy(
                  name -> name.substring(name.lastIndexOf('.') + 1), Collectors.counting()));
    }
  }

  /** Moves one file. */
  @FunctionalInterface
  private interface Mover {
    void move(Path source, Path target) throws IOException;
  }
}
