// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says what a result lacks of what it should be. */
final class FidelityCheck {
  /** What is compared. */
  enum Kind {
    /** All but where the blocks are, which is the file system's choice. */
    TREE,
    /** A root that had directories keeps its own, and their times change. */
    TREE_IN_OLD_DIRECTORIES,
    /** The image stays, and is what is compared with; blocks count, for holes. */
    COPY,
    /** Small files, of which it is enough that they have come and have their length. */
    MOVED,
    /** There is nothing to compare. */
    NONE;

    private Set<String> leftOut() {
      return switch (this) {
        case TREE -> Set.of("blocks");
        case TREE_IN_OLD_DIRECTORIES -> Set.of("blocks", "directory mtime");
        case COPY -> Set.of("directory mtime");
        case MOVED, NONE -> Set.of();
      };
    }
  }

  private final TreeFacts master;

  FidelityCheck(TreeFacts master) {
    this.master = master;
  }

  /**
   * Compares.
   *
   * @param kind by what
   * @param image which has to be empty, or gone; but for a copy
   * @param root what has to be as wanted
   * @return a line for each kind of loss, with how many names have it; empty for none
   * @throws IOException if a tree can't be read
   */
  List<String> losses(Kind kind, Path image, Path root) throws IOException {
    if (kind == Kind.NONE) {
      return List.of();
    }
    if (kind == Kind.COPY) {
      return lossesOfCopy(image, root);
    }
    if (kind == Kind.MOVED) {
      return lossesOfMove(image, root);
    }
    List<String> losses = new ArrayList<>(differences(kind, master, TreeFacts.of(root)));
    if (Files.isDirectory(image) && !isEmpty(image)) {
      losses.add("image not consumed");
    }
    return losses;
  }

  private static List<String> lossesOfMove(Path image, Path root) throws IOException {
    List<String> losses = new ArrayList<>();
    if (!isEmpty(image)) {
      losses.add("image not consumed");
    }
    if (isEmpty(root)) {
      losses.add("name missing");
    }
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.toList()) {
        if (Files.size(file) != FileWorkloads.SMALL_BYTES) {
          losses.add("contents");
        }
      }
    }
    return losses;
  }

  private static List<String> lossesOfCopy(Path image, Path root) throws IOException {
    TreeFacts original = TreeFacts.withoutContents(image);
    List<String> losses =
        new ArrayList<>(differences(Kind.COPY, original, TreeFacts.withoutContents(root)));
    for (String path : original.entries().keySet()) {
      if (!SameContents.ofFiles(image.resolve(path), root.resolve(path))) {
        losses.add("contents");
      }
    }
    return losses;
  }

  private static List<String> differences(Kind kind, TreeFacts expected, TreeFacts actual) {
    Map<String, Integer> counts = new TreeMap<>();
    Set<String> paths = new TreeSet<>(expected.entries().keySet());
    paths.addAll(actual.entries().keySet());
    for (String path : paths) {
      Map<String, String> left = expected.entries().get(path);
      Map<String, String> right = actual.entries().get(path);
      if (left == null || right == null) {
        counts.merge(left == null ? "name too many" : "name missing", 1, Integer::sum);
      } else {
        compare(kind, left, right, counts);
      }
    }
    return counts.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList();
  }

  private static void compare(
      Kind kind, Map<String, String> left, Map<String, String> right, Map<String, Integer> counts) {
    Set<String> attributes = new TreeSet<>(left.keySet());
    attributes.addAll(right.keySet());
    attributes.removeAll(kind.leftOut());
    for (String attribute : attributes) {
      if (!areEqual(
          attribute, left.getOrDefault(attribute, ""), right.getOrDefault(attribute, ""))) {
        counts.merge(attribute, 1, Integer::sum);
      }
    }
  }

  /** Blocks may differ by what a file system needs to find them: by 1 %. */
  private static boolean areEqual(String attribute, String left, String right) {
    if (attribute.equals("blocks") && !left.isEmpty() && !right.isEmpty()) {
      long wanted = Long.parseLong(left);
      return Math.abs(wanted - Long.parseLong(right)) <= wanted / 100;
    }
    return left.equals(right);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> names = Files.list(directory)) {
      return names.findAny().isEmpty();
    }
  }
}
