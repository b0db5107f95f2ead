// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a tree can have arrives, by every way in which it can go. */
class RichImageMergeTest {
  @AutoClose private final TempTree copies = TempTree.create();

  static Stream<Arguments> waysToGo() {
    return Layout.all().stream()
        .flatMap(
            layout ->
                Stream.of(ImageDisposal.values()).map(disposal -> Arguments.of(layout, disposal)));
  }

  @ParameterizedTest
  @MethodSource("waysToGo")
  void everyEntry_arrivesWithAllThatBelongsToIt(Layout layout, ImageDisposal disposal)
      throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      TreeRecord before = TreeRecord.of(RichImage.in(fixture.image()));

      MergeReport report = fixture.merge(disposal);

      assertThat(report.warnings()).isEmpty();
      assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
      fixture.assertNoTemps();
      if (disposal == ImageDisposal.CONSUME) {
        fixture.assertImageIsEmpty();
      } else {
        assertThat(TreeRecord.of(fixture.image()).differencesTo(before)).isEmpty();
      }
    }
  }

  @OnEveryLayout
  void holes_stayHoles(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      RichImage.in(fixture.image());
      fixture.merge();

      long blocks =
          Long.parseLong(
              Command.of("stat", "-c", "%b", fixture.root("files/sparse").toString())
                  .run()
                  .requireSuccess()
                  .text());

      assertThat(blocks * 512).isLessThan(Files.size(fixture.root("files/sparse")) / 2);
    }
  }

  /** The same question, asked of a program that shares no line with this one. */
  @OnEveryLayout
  void rsync_findsNoDifference(Layout layout) throws IOException {
    Requirements.command("rsync", "cp");
    try (MergeFixture fixture = new MergeFixture(layout)) {
      RichImage.in(fixture.image());
      Path copy = copies.path("copy");
      Command.of("cp", "-a", fixture.image().toString(), copy.toString()).run().requireSuccess();

      fixture.merge();

      assertThat(rsyncDifferences(copy, fixture.root())).isEmpty();
    }
  }

  private static String rsyncDifferences(Path expected, Path actual) {
    return Command.of(
            "rsync",
            "-aHAXn",
            "--checksum",
            "--delete",
            "--itemize-changes",
            "--exclude=/.",
            expected + "/.",
            actual + "/")
        .run()
        .requireSuccess()
        .text()
        .lines()
        .filter(line -> !line.endsWith(" ./")) // the top itself isn't merged
        .reduce("", (a, b) -> a + b + "\n");
  }

  @OnEveryLayout
  void reportAndListener_agreeWithTheTree(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      TreeRecord before = TreeRecord.of(RichImage.in(fixture.image()));

      MergeReport report = fixture.merge();

      long directories = before.count("DIRECTORY");
      assertThat(report.newDirectories()).isEqualTo(directories);
      assertThat(report.existingDirectories()).isZero();
      assertThat(report.fileCount()).isEqualTo(before.entries().size() - directories);
      assertThat(fixture.heard())
          .containsExactlyInAnyOrderElementsOf(
              before.entries().entrySet().stream()
                  .map(
                      e ->
                          e.getValue().get("type").equals("DIRECTORY")
                              ? e.getKey() + "/"
                              : e.getKey())
                  .toList());
    }
  }
}
