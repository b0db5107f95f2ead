// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import io.github.movefile.it.inside.packages.Packages.Layout;
import io.github.movefile.it.inside.packages.Packages.Owner;
import io.github.movefile.merge.MergeOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The library as root, by renames and by copies. Each test has each file system as a target, and
 * both layouts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryCheck {
  private static final int MANY_WORKERS = 8;

  @AutoClose private final Disks disks = new Disks();

  @ParameterizedTest
  @CsvSource({
    "ext4, ext4, SPLIT",
    "btrfs, btrfs, SPLIT",
    "ext4, btrfs, MERGED",
    "btrfs, xfs, SPLIT",
  })
  void byAsManyWorkersAsThereAreProcessors(String from, String to, Layout layout)
      throws IOException {
    installation(from, to, layout).check(new LibraryMerger(MergeOptions.defaults()));
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, ext4, MERGED",
    "xfs, xfs, SPLIT",
    "xfs, ext4, MERGED",
    "ext4, btrfs, SPLIT",
  })
  void byEightWorkers(String from, String to, Layout layout) throws IOException {
    MergeOptions options = MergeOptions.builder().workers(MANY_WORKERS).build();
    installation(from, to, layout).check(new LibraryMerger(options));
  }

  private Installation installation(String from, String to, Layout layout) throws IOException {
    Path images = disks.of(from).resolve("images");
    return new Installation(images, disks.of(to).resolve("root"), Owner.ROOT, layout);
  }
}
