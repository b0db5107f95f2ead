// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.UnchangedFiles;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumMap;
import java.util.Map;

/**
 * Files of the root whose inode has a name outside too: by replacing, leaving or updating such a
 * file its inode must not change, but for the count of its names.
 */
class OutsideHardLinkTest {
  /** How the file of the image differs. */
  private enum Difference {
    CONTENTS {
      @Override
      void make(Path image) throws IOException {
        Files.writeString(image, "others");
        SampleFiles.stamp(image);
      }
    },
    MODE {
      @Override
      void make(Path image) throws IOException {
        SampleFiles.chmod(image, 0600);
      }
    },
    OWNER {
      @Override
      void make(Path image) throws IOException {
        SampleFiles.chown(image, 4711, 4711);
      }
    },
    TIME {
      @Override
      void make(Path image) throws IOException {
        Files.setLastModifiedTime(image, FileTime.fromMillis(4711));
      }
    },
    NOTHING {
      @Override
      void make(Path image) {}
    };

    abstract void make(Path image) throws IOException;
  }

  private static MergeOptions options(UnchangedFiles unchanged, boolean setsTime) {
    MoveOptions.Builder move = MoveOptions.builder();
    if (setsTime) {
      move.mtime(new Timespec(1_234_567_890, 0));
    }
    return MergeOptions.builder().unchanged(unchanged).move(move.build()).build();
  }

  @OnEverySetting
  void inodeThatHasANameOutside_staysAsItIs(Setting setting) throws IOException {
    for (UnchangedFiles unchanged : UnchangedFiles.values()) {
      for (boolean setsTime : new boolean[] {false, true}) {
        try (AttackScene scene = new AttackScene(setting)) {
          for (Difference difference : Difference.values()) {
            Path outside = scene.besideRoot("linked").resolve(difference.name());
            prepare(outside);
            Files.createDirectories(scene.root("d"));
            Files.createLink(scene.root("d/" + difference), outside);
            Path image = AttackScene.write(scene.image("d/" + difference), "");
            prepare(image);
            difference.make(image);
          }
          assertNothingChangesBy(scene, options(unchanged, setsTime));
        }
      }
    }
  }

  /** Group of the image over a group that goes outside. */
  @OnEverySetting
  void groupOfHardLinks_neverJoinsOneOfTheOutside(Setting setting) throws IOException {
    for (UnchangedFiles unchanged : UnchangedFiles.values()) {
      try (AttackScene scene = new AttackScene(setting)) {
        for (Difference difference : Difference.values()) {
          Path outside = scene.besideRoot("linked").resolve(difference.name());
          prepare(outside);
          Files.createDirectories(scene.root("d"));
          Files.createLink(scene.root("d/" + difference), outside);
          Files.createLink(scene.root("d/z-" + difference), outside);
          Path image = AttackScene.write(scene.image("d/" + difference), "");
          prepare(image);
          difference.make(image);
          Files.createLink(scene.image("d/z-" + difference), image);
        }
        assertNothingChangesBy(scene, options(unchanged, false));
      }
    }
  }

  private static void prepare(Path file) throws IOException {
    Files.writeString(file, "equal");
    SampleFiles.chmod(file, 0644);
    SampleFiles.stamp(file);
  }

  private static void assertNothingChangesBy(AttackScene scene, MergeOptions options)
      throws IOException {
    scene.guard();
    Path linked = scene.besideRoot("linked");
    Map<Difference, FileRecord> before = new EnumMap<>(Difference.class);
    for (Difference difference : Difference.values()) {
      before.put(difference, FileRecord.of(linked.resolve(difference.name())));
    }
    assertThat(scene.merge(options)).isNull();
    for (Difference difference : Difference.values()) {
      FileRecord now = FileRecord.of(linked.resolve(difference.name()));
      assertThat(now.differencesTo(before.get(difference)))
          .as("%s with %s", difference, options.unchanged())
          .isSubsetOf("atime"); // comparing reads it
      FileRecord inRoot = FileRecord.of(scene.root("d/" + difference));
      assertThat(inRoot.get("type")).isEqualTo("REGULAR");
      String contents = Files.readString(scene.root("d/" + difference));
      assertThat(contents).isEqualTo(difference == Difference.CONTENTS ? "others" : "equal");
    }
    scene.assertNothingGotOut();
  }
}
