// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static io.github.movefile.merge.NewDirectoryScene.namesIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.TempSweeper;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.StuckProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merge fails or is killed while a new directory is filled or gets its name. */
@AcrossFileSystems
class NewDirectoryFailureTest {
  @AutoClose private final NewDirectoryScene scene = new NewDirectoryScene();
  private final MergeFixture fixture = scene.trees();
  private final FaultInjectingSyscalls calls = scene.calls();

  @BeforeEach
  void setUp() throws IOException {
    scene.fillImage();
  }

  @Test
  void failure_leavesThoseBeforeItMerged() throws IOException {
    // Of the file beside, of "one", and of "three".
    calls.arm(Fault.once("futimens", 3, Errno.EIO));

    assertThatThrownBy(scene::merge)
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.target().toString()).endsWith("/root/d/three"));

    assertThat(namesIn(fixture.root("d"))).containsExactly("one");
    assertThat(namesIn(fixture.image("d"))).containsExactly("three", "two");
    assertThat(fixture.heard()).containsExactly("a", "d/", "d/one");
    fixture.assertNoTemps();
  }

  @Test
  void halfFileThatCannotBeRemoved_getsNoName() throws IOException {
    calls.arm(Fault.once("futimens", 3, Errno.EIO));
    calls.arm(Fault.always("unlinkat", Errno.EIO));

    assertThatThrownBy(() -> fixture.merge(ImageDisposal.KEEP, calls.syscalls()))
        .isInstanceOf(MoveException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());

    assertThat(namesIn(fixture.root("d"))).containsExactly("one");
    assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
  }

  @Test
  void tempDirectoryOfAKilledMerge_isSwept() throws Exception {
    try (MergeFixture other = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(other.image("d/file"), "contents");
      try (StuckProcess killed =
          StuckMerge.start(Atomicity.PER_FILE, other.image(), other.root())) {
        assertThat(TempSweeper.create(Duration.ofDays(1)).sweep(other.root())).isEmpty();
        killed.kill();
      }
      assertThat(namesIn(other.root()))
          .hasSize(1)
          .allSatisfy(name -> assertThat(name).startsWith(".mvf-"));

      assertThat(TempSweeper.create(Duration.ofDays(1)).sweep(other.root())).hasSize(1);

      assertThat(other.root()).isEmptyDirectory();
      assertThat(other.image("d/file")).hasContent("contents");
    }
  }

  /** Another merge then does the rest. */
  @Test
  void killedAnywhere_leavesEachFileWhole_inTheRootOrInTheImage() throws IOException {
    int last = 0;
    while (killAt(last)) {
      last++;
    }
    assertThat(last).isGreaterThan(60);
  }

  /** False if it came to its end before. */
  private static boolean killAt(int last) throws IOException {
    try (MergeFixture killed = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(killed.image("a"), "a");
      write(killed.image("d/one"), "one");
      write(killed.image("d/e/two"), "two");
      boolean isKilled = false;
      try (KillingSyscalls calls = new KillingSyscalls(Syscalls.system(), last)) {
        TreeMerge.using(calls.syscalls())
            .merge(killed.image(), killed.root(), MergeOptions.builder().workers(1).build());
      } catch (KillingSyscalls.Killed e) {
        isKilled = true;
      }
      for (String name : List.of("a", "d/one", "d/e/two")) {
        Path there = killed.root(name);
        Path whole = Files.exists(there) ? there : killed.image(name);
        assertThat(whole).as("call %s", last).hasContent(whole.getFileName().toString());
      }
      if (isKilled) {
        killed.merge();
      }
      killed.assertImageIsEmpty();
      assertThat(killed.root("a")).hasContent("a");
      assertThat(killed.root("d/one")).hasContent("one");
      assertThat(killed.root("d/e/two")).hasContent("two");
      return isKilled;
    }
  }
}
