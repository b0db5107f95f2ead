// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Directories in which names can be made, but not be listed. To root that is nothing: {@link
 * MergeAsUserTest} runs this as an ordinary user.
 */
class UnreadableRootTest {
  private static final int NO_LISTING = 0333;

  @OnEveryLayout
  void existingDirectories_areMergedInto(Layout layout) throws IOException {
    for (Durability durability : List.of(Durability.NONE, Durability.FSYNC)) {
      mergeInto(layout, MoveOptions.builder().durability(durability).build());
    }
  }

  private static void mergeInto(Layout layout, MoveOptions move) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout).moving(move)) {
      write(fixture.image("d/first"), "x");
      Files.createLink(fixture.image("d/second"), fixture.image("d/first"));
      Files.createDirectories(fixture.image("d/new/empty"));
      Path existing = Files.createDirectory(fixture.root("d"));
      SampleFiles.chmod(existing, NO_LISTING);
      SampleFiles.chmod(fixture.root(), NO_LISTING);

      MergeReport report = fixture.merge();

      assertThat(report.warnings()).isEmpty();
      assertThat(existing.resolve("second"))
          .hasContent("x")
          .hasSameBinaryContentAs(existing.resolve("first"));
      assertThat(existing.resolve("new/empty")).isEmptyDirectory();
      fixture.assertImageIsEmpty();
    }
  }
}
