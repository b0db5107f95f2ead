// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.lab.FileSystem;
import java.util.Arrays;
import java.util.List;

/**
 * Where a world is: {@code s} (sources) and {@code v} (bystanders) in one directory, {@code t}
 * (targets) in another, on another file system or not.
 *
 * @param label names the file systems
 * @param relation of the two directories
 * @param from has the sources
 * @param to has the targets
 * @param sources a directory
 * @param targets a directory
 * @param targetsUnbound the same one as {@code targets}, through the mount that {@code sources} is
 *     on, if both are on one file system
 */
record Site(
    String label,
    Relation relation,
    FileSystem from,
    FileSystem to,
    String sources,
    String targets,
    String targetsUnbound) {

  /** How the two directories are to one another. */
  enum Relation {
    /** On one file system. */
    ONE,
    /** On one file system, one of them through a bind mount: rename(2) answers EXDEV. */
    BOUND,
    /** On two file systems of one kind. */
    SECOND,
    /** On file systems of two kinds. */
    OTHER
  }

  /** One that a run has for itself, named by its first seed. */
  static Site choose(Dice dice, long run) {
    FileSystem from = dice.oneOf(FileSystem.values());
    String a = "/gnu-" + run + "-a";
    String b = "/gnu-" + run + "-b";
    String sources = from.directory() + a;
    String near = from.directory() + b;
    Relation relation =
        dice.oneOf(
            Relation.ONE,
            Relation.ONE,
            Relation.BOUND,
            Relation.SECOND,
            Relation.OTHER,
            Relation.OTHER,
            Relation.OTHER,
            Relation.OTHER);
    String label = from.label();
    return switch (relation) {
      case ONE -> new Site(label, relation, from, from, sources, near, near);
      case BOUND -> {
        String bound = from.boundDirectory() + b;
        yield new Site(label + "→bind", relation, from, from, sources, bound, near);
      }
      case SECOND -> {
        String second = from.secondDirectory() + b;
        yield new Site(label + "→second", relation, from, from, sources, second, second);
      }
      case OTHER -> {
        FileSystem to = other(dice, from);
        String there = to.directory() + b;
        String both = label + "→" + to.label();
        yield new Site(both, relation, from, to, sources, there, there);
      }
    };
  }

  private static FileSystem other(Dice dice, FileSystem from) {
    return dice.oneOf(Arrays.stream(FileSystem.values()).filter(each -> each != from).toList());
  }

  /** Whether both directories have their inodes in one file system. */
  boolean isOneFileSystem() {
    return relation == Relation.ONE || relation == Relation.BOUND;
  }

  /** The path of a file as an operation takes it. */
  String path(String relative) {
    return (isTarget(relative) ? targets : sources) + "/" + relative;
  }

  /** The path of a file by which hard links between both directories can be made. */
  String unbound(String relative) {
    return (isTarget(relative) ? targetsUnbound : sources) + "/" + relative;
  }

  /** The path of a source through the other mount of its file system. */
  String bound(String relative) {
    return Latin.parent(targets) + sources.substring(sources.lastIndexOf('/')) + "/" + relative;
  }

  /** What {@link #unbound} was made of. */
  String relative(String path) {
    for (String root : roots()) {
      if (path.startsWith(root + "/")) {
        return path.substring(root.length() + 1);
      }
    }
    throw new IllegalArgumentException(path);
  }

  /** The two directories. */
  List<String> roots() {
    return List.of(sources, targetsUnbound);
  }

  private static boolean isTarget(String relative) {
    return relative.startsWith("t");
  }
}
