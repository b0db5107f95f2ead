// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Mounts;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of one file go to two file systems of the root: on each they stay one file. */
class HardLinksOverMountsTest {
  /** Those below {@code m} go to the other file system, and come between the others. */
  private static final List<String> NAMES = List.of("a", "m/b", "m/c", "n/d", "z");

  @OnEveryLayout
  void namesOnEach_areOneFile(Layout layout) throws IOException {
    Requirements.root();
    for (Atomicity atomicity : Atomicity.values()) {
      for (int workers : new int[] {1, 4}) {
        try (MergeFixture fixture = new MergeFixture(layout);
            Mounts mounts = new Mounts()) {
          MergeOptions.Builder options =
              MergeOptions.builder().atomicity(atomicity).workers(workers);
          MergeReport report = merge(fixture, mounts, options);
          if (layout.isAcross()) {
            assertThat(report.warnings()).as("that the two are none").hasSize(1);
          }
        }
      }
    }
  }

  private static MergeReport merge(
      MergeFixture fixture, Mounts mounts, MergeOptions.Builder options) throws IOException {
    Path first = write(fixture.image("a"), "one of five");
    for (String name : NAMES.subList(1, NAMES.size())) {
      Files.createDirectories(fixture.image(name).getParent());
      Files.createLink(fixture.image(name), first);
    }
    Files.createDirectory(fixture.root("n"));
    mounts.tmpfs(fixture.root("m"), "size=1m");

    MergeReport report = TreeMerge.create().merge(fixture.image(), fixture.root(), options.build());

    fixture.assertImageIsEmpty();
    for (String name : NAMES) {
      assertThat(fixture.root(name)).hasContent("one of five");
    }
    assertThat(Files.isSameFile(fixture.root("m/b"), fixture.root("m/c"))).isTrue();
    assertThat(Files.isSameFile(fixture.root("a"), fixture.root("n/d"))).isTrue();
    assertThat(Files.isSameFile(fixture.root("a"), fixture.root("z"))).isTrue();
    return report;
  }
}
