// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.move.MoveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Links to the outside that lie in the root or the image before a merge. */
class PlantedLinksTest {
  private static final int TEXTS = 6;
  private static final List<String> PLACES_OF_FILES = List.of("file", "d/f", "d/e/h1");

  /** Makes a link to something outside, by one of the texts that might lead there. */
  private static void plant(Path link, Path goal, int text) throws IOException {
    Path directory = link.getParent();
    String fromTop = "../".repeat(40) + goal.toString().substring(1);
    String chain = "zz-chain-" + link.getFileName();
    String said =
        switch (text) {
          case 0 -> goal.toString();
          case 1 -> directory.relativize(goal).toString();
          case 2 -> fromTop;
          case 3 -> "/proc/self/root" + goal;
          case 4 -> "/proc/thread-self/cwd/" + fromTop;
          case 5 -> chain;
          default -> throw new IllegalArgumentException("only " + TEXTS);
        };
    Files.createSymbolicLink(link, Path.of(said));
    if (said.equals(chain)) {
      Files.createSymbolicLink(directory.resolve(chain), goal);
    }
  }

  private static MergeOptions options(DirectoryLinks links, ImageDisposal disposal) {
    return MergeOptions.builder().directoryLinks(links).disposal(disposal).build();
  }

  /** Where the image has a directory, the root has a link, at any depth of what is merged. */
  @OnEverySetting
  void linkAtADirectoryOfTheRoot_leadsNowhereOutside(Setting setting) throws IOException {
    for (DirectoryLinks links : DirectoryLinks.values()) {
      for (String place : List.of("d", "d/e")) {
        for (int text = 0; text < TEXTS; text++) {
          try (AttackScene scene = new AttackScene(setting)) {
            AttackScene.fill(scene.image(), "new");
            Path link = scene.root(place);
            Files.createDirectories(link.getParent());
            plant(link, scene.outside().resolve(place), text);
            scene.guard();
            scene.merge(options(links, ImageDisposal.CONSUME));
            scene.assertNothingGotOut();
            assertThat(link).as("stays").isSymbolicLink();
          }
        }
      }
    }
  }

  @OnEverySetting
  void linkToASiblingOfTheRoot_leadsNowhereOutside(Setting setting) throws IOException {
    for (DirectoryLinks links : DirectoryLinks.values()) {
      try (AttackScene scene = new AttackScene(setting)) {
        AttackScene.fill(scene.image(), "new");
        Path sibling = scene.besideRoot("root2/d");
        AttackScene.write(sibling.resolve("f"), AttackScene.SECRET);
        Files.createSymbolicLink(scene.root("d"), Path.of("../root2/d"));
        scene.guard();
        Canary canary = Canary.of(sibling);
        scene.merge(options(links, ImageDisposal.CONSUME));
        canary.assertUntouched();
        scene.assertNothingGotOut();
      }
    }
  }

  @OnEverySetting
  void linkAtAFileOfTheRoot_isReplacedItself(Setting setting) throws IOException {
    try (AttackScene scene = new AttackScene(setting)) {
      for (int text = 0; text < TEXTS; text++) {
        String tree = text + "/";
        AttackScene.fill(scene.image(tree), "new");
        for (String place : PLACES_OF_FILES) {
          Path link = scene.root(tree + place);
          Files.createDirectories(link.getParent());
          Path goal = scene.outside().resolve(text % 2 == 0 ? place : "not-there");
          plant(link, goal, text);
        }
      }
      scene.guard();
      MoveException failure = scene.merge(MergeOptions.defaults());
      scene.assertNothingGotOut();
      assertThat(failure).isNull();
      for (int text = 0; text < TEXTS; text++) {
        for (String place : PLACES_OF_FILES) {
          AttackScene.assertIsFile(scene.root(text + "/" + place), "new");
        }
      }
    }
  }

  /** Links of the image are moved, and what they lead to is nobody's business. */
  @OnEverySetting
  void linkOfTheImage_isMergedAsALink(Setting setting) throws IOException {
    for (ImageDisposal disposal : ImageDisposal.values()) {
      try (AttackScene scene = new AttackScene(setting)) {
        for (int text = 0; text < TEXTS; text++) {
          for (String place : List.of("d", "file", "x/d/e")) {
            Path link = scene.image(text + "/" + place);
            Files.createDirectories(link.getParent());
            plant(link, scene.outsideOfImage().resolve(place), text);
          }
        }
        scene.guard();
        MoveException failure = scene.merge(options(DirectoryLinks.FOLLOW_INSIDE, disposal));
        scene.assertNothingGotOut();
        assertThat(failure).isNull();
        for (int text = 0; text < TEXTS; text++) {
          for (String place : List.of("d", "file", "x/d/e")) {
            assertThat(scene.root(text + "/" + place)).isSymbolicLink();
          }
        }
      }
    }
  }

  @OnEverySetting
  void linkThatAnEarlierMergeBrought_isAsAnyOther(Setting setting) throws IOException {
    for (DirectoryLinks links : DirectoryLinks.values()) {
      try (AttackScene scene = new AttackScene(setting)) {
        Files.createSymbolicLink(scene.image("d"), scene.outside().resolve("d"));
        scene.guard();
        assertThat(scene.merge(options(links, ImageDisposal.CONSUME))).isNull();
        AttackScene.fill(scene.image(), "new");
        scene.merge(options(links, ImageDisposal.CONSUME));
        scene.assertNothingGotOut();
      }
    }
  }
}
