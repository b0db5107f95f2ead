// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeProgress;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The root is full before all is merged: what is there is whole, the rest is in the image. */
class FullMergeCheck {
  private static final int DIRECTORIES = 5;
  private static final int FILES = 6;
  private static final int LENGTH = 100_000;

  private static final int MERGED_BEFORE = 10;

  @AutoClose private final TempTree elsewhere = TempTree.create();
  private final Map<String, FileRecord> before = new HashMap<>();
  private final LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());

  @ParameterizedTest
  @EnumSource
  void mergeStopsAndIsCompletedByTheNext(Kind kind) throws IOException {
    Path image = image();
    try (LoopFileSystem full = kind.small().mount()) {
      Path root = Files.createDirectory(full.root().resolve("root"));
      try (Ballast ballast = Ballast.on(full.root())) {
        MergeListener filling = new FillingListener(ballast);

        MoveException failure =
            catchThrowableOfType(MoveException.class, () -> merge(image, root, filling));

        assertThat(failure.failure()).as("%s", failure).isEqualTo(MoveFailure.NO_SPACE);
        assertThat(failure.errno()).contains(Errno.ENOSPC);
        assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
        assertThat(failure.getFile()).startsWith(image.toString());
        // A full btrfs may have no room for a rename: then those of the second directory stay.
        int least = kind == Kind.BTRFS ? FILES : MERGED_BEFORE;
        assertThat(assertEachIsWholeInOnePlace(image, root)).isBetween(least, MERGED_BEFORE);
      }
      merge(image, root, MergeListener.NONE);

      assertThat(assertEachIsWholeInOnePlace(image, root)).isEqualTo(before.size());
      assertThat(image).isEmptyDirectory();
    }
  }

  /** Another process takes all space when so many files are copied, amid those of a directory. */
  private static final class FillingListener implements MergeListener {
    private final Ballast ballast;

    FillingListener(Ballast ballast) {
      this.ballast = ballast;
    }

    @Override
    public void merged(MergedEntry entry) {}

    @Override
    public void progress(MergeProgress progress) {
      if (progress.entries() == DIRECTORIES + MERGED_BEFORE) {
        try {
          ballast.fill();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void merge(Path image, Path root, MergeListener listener) throws MoveException {
    MergeOptions options = MergeOptions.builder().listener(listener).workers(1).build();
    try {
      TreeMerge.using(calls.syscalls()).merge(image, root, options);
    } finally {
      calls.assertNoLeaks();
    }
  }

  private Path image() throws IOException {
    Path image = elsewhere.directory("image");
    for (int d = 0; d < DIRECTORIES; d++) {
      Files.createDirectory(image.resolve("d" + d));
      for (int f = 0; f < FILES; f++) {
        String name = "d" + d + "/f" + f;
        before.put(name, FileRecord.of(Given.file(image.resolve(name), LENGTH + d * FILES + f)));
      }
    }
    return image;
  }

  /** Returns how many are in the root. */
  private int assertEachIsWholeInOnePlace(Path image, Path root) throws IOException {
    int merged = 0;
    for (Map.Entry<String, FileRecord> entry : before.entrySet()) {
      Optional<FileRecord> left = FileRecord.find(image.resolve(entry.getKey()));
      Optional<FileRecord> there = FileRecord.find(root.resolve(entry.getKey()));
      assertThat(left.isPresent()).as(entry.getKey()).isNotEqualTo(there.isPresent());
      assertThat(left.or(() -> there).orElseThrow().differencesTo(entry.getValue()))
          .as(entry.getKey())
          .isEmpty();
      merged += there.isPresent() ? 1 : 0;
    }
    assertThat(Temps.below(root)).isEmpty();
    return merged;
  }
}
