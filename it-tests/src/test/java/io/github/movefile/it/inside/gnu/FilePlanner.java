// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import java.util.ArrayList;
import java.util.List;

/** Makes a world in which one file is moved or copied. Of one plan. */
final class FilePlanner {
  private static final int TOO_LONG = 256;

  private final Dice dice;
  private final Site site;
  private final RandomMetadata metadata;
  private final RandomFiles random;
  private final List<FileSpec> files = new ArrayList<>();
  private FileSpec subject;
  private String source;

  /** The path of the target in the world; empty if it is none, or in no plain way. */
  private String object = "";

  FilePlanner(Dice dice, Site site, RandomMetadata metadata) {
    this.dice = dice;
    this.site = site;
    this.metadata = metadata;
    this.random = new RandomFiles(dice, site, metadata);
    this.subject = random.any("s/" + random.name());
    this.source = site.path(subject.path());
  }

  Plan plan(long seed, Users user, Operation.Verb verb) {
    addFixtures();
    if (verb == Operation.Verb.MOVE && dice.percent(15)) {
      subject = random.directory(subject.path());
    }
    Scene scene = scene(verb);
    if (scene == Scene.INSIDE_SOURCE) {
      subject = random.directory(subject.path());
    }
    int subjectAt = files.size();
    String target = target(scene);
    files.add(subjectAt, subject);
    if (subject.isDirectory() && dice.percent(70)) {
      add(random.any(subject.path() + "/" + random.name()));
    }
    if (!subject.isDirectory() && dice.percent(scene == Scene.SOURCE_BY_LINKED_PARENT ? 75 : 25)) {
      add(FileSpec.hardLink("s/" + random.name(), subject));
    }
    if (!subject.isDirectory() && site.isOneFileSystem() && dice.percent(10)) {
      add(FileSpec.hardLink("t/" + random.name(), subject));
    }
    String what = subject.type() + " → " + scene;
    return new Plan(
        seed,
        site,
        user,
        List.copyOf(files),
        new Operation(verb, source, target, List.of()),
        what,
        subject.path(),
        object.isEmpty() ? object(target) : object);
  }

  /** What is rare and harms is tried more often. */
  private Scene scene(Operation.Verb verb) {
    return verb == Operation.Verb.COPY_REPLACING && dice.percent(8)
        ? Scene.SOURCE_BY_LINKED_PARENT
        : Scene.random(dice);
  }

  /** The directories, a bystander in each, and what links lead to. */
  private void addFixtures() {
    add(FileSpec.directory("v", metadata.plain()));
    add(random.regular("v/file"));
    add(FileSpec.directory("v/dir", metadata.plain()));
    add(random.regular("v/dir/inner"));
    add(FileSpec.directory("s", metadata.ofTop()));
    add(FileSpec.directory("t", metadata.ofTop()));
    add(random.any("t/" + random.name()));
  }

  private String object(String target) {
    String base = (target.startsWith(site.targets() + "/") ? site.targets() : site.sources()) + "/";
    String path = target.startsWith(base) ? target.substring(base.length()) : "";
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private FileSpec add(FileSpec file) {
    files.add(file);
    return file;
  }

  /** Adds what the target is; returns its path. */
  private String target(Scene scene) {
    String path = "t/" + random.name();
    switch (scene) {
      case FILE -> add(random.regular(path));
      case FILE_OF_TWO_NAMES -> {
        FileSpec file = add(random.regular(path));
        add(FileSpec.hardLink("t/" + random.name(), file));
      }
      case LINK_TO_FILE -> add(random.symlink(path, site.path("v/file")));
      case LINK_TO_NOTHING -> add(random.symlink(path, site.path("v/gone")));
      case LINK_TO_DIRECTORY -> add(random.symlink(path, site.path("v/dir")));
      case LINK_TO_ITSELF -> add(random.symlink(path, site.path(path)));
      case LINK_TO_SOURCE -> add(random.symlink(path, source));
      case EMPTY_DIRECTORY -> add(random.directory(path));
      case FULL_DIRECTORY -> {
        add(random.directory(path));
        add(random.any(path + "/" + random.name()));
      }
      case FIFO -> add(random.node(path, FileType.FIFO));
      case SOCKET -> add(random.node(path, FileType.SOCKET));
      case DEVICE -> add(random.node(path, FileType.CHARACTER_DEVICE));
      case POINTED_TO_BY_SOURCE -> {
        add(random.regular(path));
        subject = random.symlink(subject.path(), site.path(path));
      }
      case FILE_IMMUTABLE -> add(random.regular(path).withFlags(InodeFlags.IMMUTABLE));
      case FILE_APPEND_ONLY -> add(random.regular(path).withFlags(InodeFlags.APPEND));
      case SOURCE_IMMUTABLE -> subject = subject.withFlags(InodeFlags.IMMUTABLE);
      default -> {
        return oddTarget(scene, path);
      }
    }
    return site.path(path);
  }

  /** As {@link #target}: those whose path is odd. */
  private String oddTarget(Scene scene, String path) {
    switch (scene) {
      case ANOTHER_NAME_OF_SOURCE -> {
        String other = site.isOneFileSystem() && dice.percent(70) ? path : "s/" + random.name();
        subject = subject.isDirectory() ? random.regular(subject.path()) : subject;
        add(FileSpec.hardLink(other, subject));
        return site.path(other);
      }
      case SOURCE_ITSELF -> {
        return source;
      }
      case SOURCE_BY_LINKED_PARENT -> {
        add(random.symlink(path, site.path("s")));
        return site.path(path) + subject.path().substring(1);
      }
      case SOURCE_BY_DOT -> {
        return site.path("s/../s/.") + subject.path().substring(1);
      }
      case SOURCE_BY_BIND_MOUNT -> {
        return site.relation() == Site.Relation.BOUND ? site.bound(subject.path()) : source;
      }
      case INSIDE_SOURCE -> {
        return source + "/" + random.name();
      }
      case SLASH_BEHIND_SOURCE -> source += "/";
      case SOURCE_MISSING -> source += "x";
      case SOURCE_EMPTY_PATH -> source = "";
      case EMPTY_PATH -> {
        return "";
      }
      default -> {
        return targetWithOddParent(scene, path);
      }
    }
    return site.path(path);
  }

  private String targetWithOddParent(Scene scene, String path) {
    String below = path + "/" + random.name();
    switch (scene) {
      case MISSING_PARENT -> {
        return site.path(below);
      }
      case PARENT_IS_FILE -> {
        add(random.regular(path));
        return site.path(below);
      }
      case PARENT_IS_LOOP -> {
        add(random.symlink(path, site.path(path)));
        return site.path(below);
      }
      case PARENT_IS_LINK -> {
        add(random.symlink(path, site.path("v/dir")));
        String name = "/" + dice.oneOf("inner", "free");
        object = "v/dir" + name;
        return site.path(path + name);
      }
      case PARENT_CLOSED -> {
        add(random.directory(path));
        if (dice.percent(50)) {
          add(random.any(below));
        }
        return site.path(below);
      }
      case SLASH_BEHIND_FILE -> add(random.regular(path));
      case SLASH_BEHIND_DIRECTORY -> add(random.directory(path));
      case SLASH_BEHIND_LINK -> add(random.symlink(path, site.path(dice.oneOf("v/dir", "v/gone"))));
      case NAME_TOO_LONG -> {
        return site.path("t/" + "n".repeat(TOO_LONG));
      }
      case DOT -> {
        return site.path("t/.");
      }
      case DOT_DOT -> {
        return site.path("t/..");
      }
      case DIRECTORY_APPEND_ONLY -> {
        add(random.directory(path).withFlags(InodeFlags.APPEND));
        if (dice.percent(50)) {
          add(random.any(below));
        }
        return site.path(below);
      }
      default -> {
        return site.path(path);
      }
    }
    return site.path(path) + "/";
  }
}
