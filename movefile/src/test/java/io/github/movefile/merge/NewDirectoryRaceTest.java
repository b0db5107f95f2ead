// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.NewDirectoryScene.namesIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.movefile.move.Mounts;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else is at work in the root, or in the image, while a new directory is filled. */
@AcrossFileSystems
class NewDirectoryRaceTest {
  @AutoClose private final NewDirectoryScene scene = new NewDirectoryScene();
  private final MergeFixture fixture = scene.trees();
  private final FaultInjectingSyscalls calls = scene.calls();

  @BeforeEach
  void setUp() throws IOException {
    scene.fillImage();
  }

  @Test
  void directoryThatSomebodyElseMadeMeanwhile_isMergedInto() throws IOException {
    calls.onCall("renameat2", 3, () -> makeInRoot("d", "d/theirs", "d/one"));

    scene.merge();

    scene.assertMerged("d/ was there");
    assertThat(fixture.root("d/theirs")).hasContent("d/theirs");
    // It keeps its metadata, as one that was there.
    assertThat(Files.getLastModifiedTime(fixture.root("d")).toInstant())
        .isAfter(Instant.now().minusSeconds(3600));
  }

  @Test
  void fileThatTheAdminMadeMeanwhile_isProtected() throws IOException {
    calls.onCall("renameat2", 3, () -> makeInRoot("d", "d/one"));
    List<MergeProgress> told = new ArrayList<>();
    MergeOptions options =
        MergeOptions.builder()
            .protection(ConfigProtection.parse("/d", ""))
            .listener(progressTo(told))
            .workers(1)
            .build();

    MergeReport report =
        TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options);

    assertThat(fixture.root("d/one")).hasContent("d/one");
    assertThat(fixture.root("d/._cfg0000_one")).hasContent("one");
    assertThat(fixture.root("d/two")).hasContent("two");
    assertThat(report.files()).containsExactly(entry(MoveMethod.COPIED, 4L));
    MergeProgress last = told.get(told.size() - 1);
    assertThat(last.entries()).isEqualTo(last.entriesSeen()).isEqualTo(5);
    assertThat(last.bytes()).isEqualTo(last.bytesSeen()).isEqualTo(report.bytes());
    fixture.assertNoTemps();
    fixture.assertImageIsEmpty();
  }

  private static MergeListener progressTo(List<MergeProgress> told) {
    return new MergeListener() {
      @Override
      public void merged(MergedEntry entry) {}

      @Override
      public void progress(MergeProgress progress) {
        told.add(progress);
      }
    };
  }

  private void makeInRoot(String directory, String... files) {
    try {
      Files.createDirectory(fixture.root(directory));
      for (String file : files) {
        Files.writeString(fixture.root(file), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linkThatSomebodyElseMadeMeanwhile_isNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(fixture.root().resolveSibling("elsewhere"));
    calls.onCall(
        "renameat2",
        3,
        () -> {
          try {
            Files.createSymbolicLink(fixture.root("d"), elsewhere);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    assertThatThrownBy(scene::merge).isInstanceOf(MoveException.class);

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
    fixture.assertNoTemps();
  }

  @Test
  void directoryOfTheImageThatSomebodyElseMountedMeanwhile_isRefused() throws IOException {
    Requirements.root();
    try (Mounts mounts = new Mounts()) {
      calls.onCall(
          "renameat2",
          3,
          () -> {
            makeInRoot("d");
            mounts.bind(fixture.image("d"), fixture.root("d"));
          });

      assertThatThrownBy(scene::merge)
          .isInstanceOfSatisfying(
              MoveException.class, e -> assertThat(e.failure()).isEqualTo(MoveFailure.SAME_FILE));

      assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
      fixture.assertNoTemps();
    }
  }

  @Test
  void sourceThatChangesOnceWhileItIsCopied_isCopiedAgain() throws IOException {
    calls.onCall("sendfile", 3, () -> append(fixture.image("d/three")));
    List<MergeProgress> told = new ArrayList<>();
    MergeOptions options = MergeOptions.builder().listener(progressTo(told)).workers(1).build();

    MergeReport report =
        TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options);

    assertThat(namesIn(fixture.root("d"))).containsExactly("one", "three", "two");
    assertThat(fixture.root("d/three")).hasContent("three, and more");
    assertThat(report.newDirectories()).isEqualTo(1);
    MergeProgress last = told.get(told.size() - 1);
    assertThat(last.bytes()).isEqualTo(last.bytesSeen()).isEqualTo(report.bytes());
    fixture.assertNoTemps();
    fixture.assertImageIsEmpty();
  }

  @Test
  void sourceThatChangesEachTimeItIsCopied_staysAlone() throws IOException {
    for (int nth = 3; nth < 100; nth++) {
      calls.onCall("sendfile", nth, () -> append(fixture.image("d/three")));
    }

    assertThatThrownBy(scene::merge)
        .isInstanceOfSatisfying(
            MoveException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
              assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
            });

    assertThat(calls.count("sendfile")).as("three of them of one file").isEqualTo(5);
    assertThat(namesIn(fixture.root("d"))).containsExactly("one");
    assertThat(namesIn(fixture.image("d"))).containsExactly("three", "two");
    fixture.assertNoTemps();
  }

  @Test
  void sourceThatChangesBeforeItGoes_stays() throws IOException {
    calls.onCall("renameat2", 3, () -> append(fixture.image("d/three")));

    assertThatThrownBy(scene::merge)
        .isInstanceOfSatisfying(
            MoveException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
              assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
              assertThat(e.source().toString()).endsWith("/image/d/three");
            });

    assertThat(namesIn(fixture.root("d"))).containsExactly("one", "three", "two");
    assertThat(namesIn(fixture.image("d"))).containsExactly("three");
    assertThat(fixture.image("d/three")).hasContent("three, and more");
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, ", and more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
