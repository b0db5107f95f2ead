// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.move.Mounts;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** FIFOs, which would be waited for, and mount points, which belong to the root. */
class FifoAndMountTest {
  private static void fifo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Syscalls.system().paths().mknodat(Fd.CWD, RawPath.of(file), FileType.FIFO, 0600, 0);
  }

  @OnEverySetting
  void fifoWhereADirectoryIsMerged_isRefusedAtOnce(Setting setting) throws IOException {
    for (DirectoryLinks links : DirectoryLinks.values()) {
      for (String place : List.of("d", "d/e")) {
        try (AttackScene scene = new AttackScene(setting)) {
          AttackScene.fill(scene.image(), "new");
          fifo(scene.root(place));
          scene.guard();
          MoveException failure = scene.merge(MergeOptions.builder().directoryLinks(links).build());
          assertThat(failure).isNotNull();
          assertThat(failure.failure()).isEqualTo(MoveFailure.NOT_A_DIRECTORY);
          assertThat(scene.image(place)).isDirectory();
          scene.assertNothingGotOut();
        }
      }
    }
  }

  @OnEverySetting
  void fifoWhereAFileIsMerged_isReplaced(Setting setting) throws IOException {
    try (AttackScene scene = new AttackScene(setting)) {
      AttackScene.fill(scene.image(), "new");
      fifo(scene.root("d/f"));
      fifo(scene.image("fifo"));
      scene.guard();
      assertThat(scene.merge(MergeOptions.defaults())).isNull();
      assertThat(scene.root("d/f")).isRegularFile().hasContent("new");
      assertThat(Files.isRegularFile(scene.root("fifo"), LinkOption.NOFOLLOW_LINKS)).isFalse();
      scene.assertNothingGotOut();
    }
  }

  @OnEverySetting
  void mountPointBelowTheRoot_belongsToIt(Setting setting) throws IOException {
    try (AttackScene scene = new AttackScene(setting);
        Mounts mounts = new Mounts()) {
      AttackScene.fill(scene.image(), "new");
      Path mounted = mounts.tmpfs(scene.root("d/e"), "size=1m");
      Files.createSymbolicLink(mounted.resolve("g"), scene.outside().resolve("file"));
      scene.guard();
      assertThat(scene.merge(MergeOptions.defaults())).isNull();
      scene.assertNothingGotOut();
      AttackScene.assertIsFile(mounted.resolve("g"), "new");
      assertThat(Files.getFileStore(mounted)).isNotEqualTo(Files.getFileStore(scene.root()));
    }
  }

  /** A file of the outside can't be replaced through the mount point that shows it in the root. */
  @OnEverySetting
  void mountedFile_isRefused(Setting setting) throws IOException {
    try (AttackScene scene = new AttackScene(setting);
        Mounts mounts = new Mounts()) {
      AttackScene.fill(scene.image(), "new");
      AttackScene.write(scene.root("d/f"), "below");
      Path outside = AttackScene.write(scene.besideRoot("mounted").resolve("f"), "outside");
      Canary canary = Canary.of(outside.getParent());
      mounts.bind(outside, scene.root("d/f"));
      scene.guard();
      MoveException failure = scene.merge(MergeOptions.defaults());
      assertThat(failure).isNotNull();
      assertThat(scene.image("d/f")).hasContent("new");
      canary.assertUntouched();
      scene.assertNothingGotOut();
    }
  }
}
