// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The images of Debian packages, and what GNU cp makes of them: the script "packages", where all of
 * that is done by other programs.
 */
public final class Packages {
  /** The script, on the class path. */
  public static final String SCRIPT = "packages";

  /** Where the script is in the container. */
  public static final String INSTALLED_SCRIPT = "/lab/packages/" + SCRIPT;

  /** Where the image of the laboratory has the archives. */
  public static final String ARCHIVES = "/lab/archives";

  /** Where the images and the references are made, once. */
  public static final String HOME = "/lab/images/debian";

  private Packages() {}

  /** What the images are. */
  enum Kind {
    /** As in the archives. */
    UNPACKED("unpacked"),
    /** Newer versions of some. */
    UPGRADES("upgrades");

    private final String directory;

    Kind(String directory) {
      this.directory = directory;
    }
  }

  /** What there is in a root before the first package. */
  enum Layout {
    /** Nothing. */
    SPLIT("split"),
    /** Links from /bin, /sbin and /lib to those below /usr, which packages go through. */
    MERGED("merged");

    private final String word;

    Layout(String word) {
      this.word = word;
    }
  }

  /** Whose files they are. */
  enum Owner {
    /** Those of the archives. */
    ROOT("root"),
    /** A user without capabilities. */
    ORDINARY("ordinary");

    private final String directory;

    Owner(String directory) {
      this.directory = directory;
    }

    /** The words that run a program as this user; the command follows. */
    List<String> wrapper() {
      return this == ROOT
          ? List.of()
          : List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");
    }
  }

  /** Makes an empty root. */
  static void makeRoot(Path root, Owner owner, Layout layout) {
    run(owner, "layout", root.toString(), layout.word);
  }

  /**
   * Copies all images of a kind.
   *
   * @return one for each package, in their order
   */
  static List<Path> images(Path to, Owner owner, Kind kind) throws IOException {
    run(owner, "images", HOME, owner.directory, kind.directory, to.toString());
    try (Stream<Path> images = Files.list(to)) {
      return images.sorted().toList();
    }
  }

  /** Edits some of the configuration as its admin. */
  static void edit(Path root, Owner owner) {
    run(owner, "admin", root.toString());
  }

  /** What a root differs in from the one that GNU cp has made; empty if in nothing. */
  static String differences(Path root, Owner owner, Layout layout) {
    String reference = HOME + "/" + owner.directory + "/" + layout.word;
    return run(Owner.ROOT, "compare", reference, root.toString());
  }

  private static String run(Owner owner, String... words) {
    List<String> all = new ArrayList<>(owner.wrapper());
    all.addAll(List.of("sh", INSTALLED_SCRIPT));
    all.addAll(Arrays.asList(words));
    return Command.of(all).run().requireSuccess().text();
  }
}
