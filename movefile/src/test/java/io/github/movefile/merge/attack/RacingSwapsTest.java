// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.UnchangedFiles;
import io.github.movefile.merge.attack.Swapper.Swap;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * While trees are merged, entries of the root and of the image become links to the outside, or
 * FIFOs, and what they were again: directories and files, more than 100,000 times in all.
 */
class RacingSwapsTest {
  private static final int SWAPS = 104_000 / Setting.all().size();
  private static final int LEAST_ROUNDS = 64;
  private static final PathCalls CALLS = Syscalls.system().paths();
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  @OnEverySetting
  void swappedEntries_leadNowhereOutside(Setting setting) throws IOException {
    attack(setting, false);
  }

  /** The first name of a group is linked to again when the second one comes. */
  @OnEverySetting
  void swappedEntriesAroundHardLinks_leadNowhereOutside(Setting setting) throws IOException {
    attack(setting, true);
  }

  private static void attack(Setting setting, boolean hasHardLinks) throws IOException {
    int rounds = 0;
    int failures = 0;
    try (AttackScene scene = new AttackScene(setting)) {
      scene.guard();
      try (Swapper swapper = new Swapper()) {
        while (swapper.swaps() < SWAPS || rounds < LEAST_ROUNDS) {
          failures += round(scene, swapper, rounds, hasHardLinks) == null ? 0 : 1;
          rounds++;
        }
      }
      scene.assertNothingGotOut();
    }
    assertThat(failures).as("of %s merges, the race took place", rounds).isBetween(1, rounds - 1);
  }

  private static @Nullable MoveException round(
      AttackScene scene, Swapper swapper, int number, boolean hasHardLinks) throws IOException {
    Path image = scene.besideImage(number + "/image");
    Path root = scene.besideRoot(number + "/root");
    AttackScene.fill(image, "new");
    AttackScene.fill(root, number % 2 == 0 ? "old" : "new");
    if (!hasHardLinks) {
      Files.delete(image.resolve("z/h2"));
    }
    try (Side ofRoot = new Side(root, scene.besideRoot(number + "/aside"), scene.outside());
        Side ofImage =
            new Side(image, scene.besideImage(number + "/aside-i"), scene.outsideOfImage())) {
      List<Swap> swaps = new ArrayList<>(ofRoot.swaps());
      swaps.addAll(ofImage.swaps());
      // Where all is swapped, a merge fails early; where one entry is, it gets beyond the others.
      boolean all = number % 4 == 0;
      swapper.start(all ? swaps : List.of(swaps.get(number % swaps.size())));
      try {
        return scene.merge(image, root, options(number));
      } finally {
        swapper.stop();
        AttackScene.assertHasNoSecrets(root);
        AttackScene.assertHasNoSecrets(scene.besideRoot(number + "/aside"));
      }
    }
  }

  private static MergeOptions options(int number) {
    return MergeOptions.builder()
        .directoryLinks(pick(DirectoryLinks.values(), number / 2))
        .disposal(pick(ImageDisposal.values(), number / 4))
        .unchanged(pick(UnchangedFiles.values(), number / 8))
        .build();
  }

  private static <T> T pick(T[] choices, int number) {
    return choices[number % choices.length];
  }

  /** The image or the root of a round, and what its entries are swapped with. */
  private static final class Side implements AutoCloseable {
    private final List<Fd> open = new ArrayList<>();
    private final List<Swap> swaps = new ArrayList<>();
    private final Fd aside;

    Side(Path tree, Path asidePath, Path outside) throws IOException {
      this.aside = open(asidePath);
      Fd top = open(tree);
      Fd d = open(tree.resolve("d"));
      Fd e = open(tree.resolve("d/e"));
      Path relative = tree.relativize(outside);
      add(top, "d", outside.resolve("d").toString());
      add(d, "e", "../" + relative.resolve("d/e"));
      add(top, "file", relative.resolve("file").toString());
      add(d, "f", outside.resolve("d/f").toString());
      add(e, "h1", "../../" + relative.resolve("d/e/h1"));
      CALLS.mknodat(aside, RawPath.of("g"), FileType.FIFO, 0600, 0);
      swaps.add(new Swap(e, RawPath.of("g"), aside, RawPath.of("g")));
      CALLS.mknodat(aside, RawPath.of("z"), FileType.FIFO, 0600, 0);
      swaps.add(new Swap(top, RawPath.of("z"), aside, RawPath.of("z")));
    }

    private Fd open(Path directory) throws ErrnoException {
      Fd fd = CALLS.openat(Fd.CWD, RawPath.of(directory), DIRECTORY, 0);
      open.add(fd);
      return fd;
    }

    private void add(Fd dir, String name, String text) throws ErrnoException {
      CALLS.symlinkat(RawPath.of(text), aside, RawPath.of(name));
      swaps.add(new Swap(dir, RawPath.of(name), aside, RawPath.of(name)));
    }

    List<Swap> swaps() {
      return swaps;
    }

    @Override
    public void close() throws ErrnoException {
      for (Fd fd : open) {
        fd.close();
      }
    }
  }
}
