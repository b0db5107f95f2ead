// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import io.github.movefile.syscalls.FileType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes a world in which a tree is merged into another, or moved. Of one plan. */
final class TreePlanner {
  private static final int MOST_ENTRIES = 10;

  private final Dice dice;
  private final Site site;
  private final Verb verb;
  private final RandomMetadata metadata;
  private final RandomFiles random;
  private final List<FileSpec> image = new ArrayList<>();
  private final List<FileSpec> root = new ArrayList<>();
  private boolean fits = true;

  TreePlanner(Dice dice, Site site, RandomMetadata metadata, Verb verb) {
    this.dice = dice;
    this.site = site;
    this.verb = verb;
    this.metadata = metadata;
    this.random = new RandomFiles(dice, site, metadata);
  }

  Plan plan(long seed, Users user) {
    boolean isWhole = verb == Verb.MOVE_TREE;
    String top = isWhole ? "s/" + random.name() : "s";
    growImage(top);
    if (isWhole) {
      growTargetOfMove(top);
    } else {
      growRoot();
    }
    List<FileSpec> files = new ArrayList<>();
    files.add(FileSpec.directory("v", metadata.plain()));
    files.add(random.regular("v/file"));
    files.add(FileSpec.directory("v/dir", metadata.plain()));
    files.add(random.regular("v/dir/inner"));
    files.add(FileSpec.directory("s", metadata.ofTop()));
    files.add(FileSpec.directory("t", metadata.ofTop()));
    files.addAll(image);
    files.addAll(root);
    String scene = (image.size() + " into " + root.size()) + (fits ? "" : ", types collide");
    String object = counterpart(top);
    List<String> names =
        image.stream()
            .map(FileSpec::path)
            .filter(path -> Latin.parent(path).equals(top))
            .map(site::path)
            .toList();
    Operation operation = new Operation(verb, site.path(top), site.path(object), names);
    return new Plan(seed, site, user, List.copyOf(files), operation, scene, top, object);
  }

  private void growImage(String top) {
    List<String> directories = new ArrayList<>(List.of(top));
    List<FileSpec> regular = new ArrayList<>();
    if (!top.equals("s")) {
      image.add(random.directory(top));
    }
    int count = 1 + dice.below(MOST_ENTRIES);
    for (int i = 0; i < count; i++) {
      String path = dice.oneOf(directories) + "/" + random.name();
      if (dice.percent(30)) {
        directories.add(path);
        image.add(random.directory(path));
      } else if (!regular.isEmpty() && dice.percent(25)) {
        image.add(FileSpec.hardLink(path, dice.oneOf(regular)));
      } else {
        FileSpec file = random.any(path);
        image.add(file);
        if (file.type() == FileType.REGULAR) {
          regular.add(file);
        }
      }
    }
  }

  private void growRoot() {
    Set<String> directories = new LinkedHashSet<>(List.of("t"));
    List<FileSpec> files = new ArrayList<>();
    for (FileSpec source : image) {
      String path = counterpart(source.path());
      if (directories.contains(Latin.parent(path)) && dice.percent(35)) {
        FileSpec there = there(source, path, files);
        root.add(there);
        if (there.isDirectory()) {
          directories.add(path);
        } else if (!there.isHardLink()) {
          files.add(there);
        }
      }
    }
    for (int i = dice.below(3); i > 0; i--) {
      String path = dice.oneOf(List.copyOf(directories)) + "/" + random.name();
      root.add(
          files.isEmpty() || dice.percent(50)
              ? random.any(path)
              : FileSpec.hardLink(path, dice.oneOf(files)));
    }
  }

  /** What is in the way of a file of the image. */
  private FileSpec there(FileSpec source, String path, List<FileSpec> files) {
    if (dice.percent(8)) {
      fits = false;
      return source.isDirectory()
          ? dice.percent(50) ? random.symlink(path, site.path("v/dir")) : random.any(path)
          : random.directory(path);
    }
    if (source.isDirectory()) {
      return random.directory(path);
    }
    if (!files.isEmpty() && dice.percent(15)) {
      return FileSpec.hardLink(path, dice.oneOf(files));
    }
    // A program that opens a FIFO to write to it waits.
    FileSpec there = random.any(path);
    return verb.isInPlace() && there.type() == FileType.FIFO ? random.regular(path) : there;
  }

  private void growTargetOfMove(String top) {
    String path = counterpart(top);
    switch (dice.below(10)) {
      case 0 -> {
        fits = false;
        root.add(random.any(path));
      }
      case 1, 2 -> root.add(random.directory(path));
      default -> root.add(random.any("t/" + random.name()));
    }
  }

  private static String counterpart(String imagePath) {
    return "t" + imagePath.substring(1);
  }
}
