// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeWarning;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A comparison that would not see a difference would prove nothing. */
class TreeComparisonTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private TreeFacts facts(String name) throws IOException {
    return TreeFacts.of(Syscalls.system(), temp.raw(name));
  }

  private TreeComparison compare(List<MergeWarning> warnings) throws IOException {
    return TreeComparison.of(facts("a"), facts("b"), temp.raw("a"), warnings);
  }

  private Path same(String name, String contents) throws IOException {
    Path b = temp.file("b/" + name, contents);
    Files.setLastModifiedTime(temp.file("a/" + name, contents), FileTime.fromMillis(1000));
    Files.setLastModifiedTime(b, FileTime.fromMillis(1000));
    return b;
  }

  @Test
  void equalTrees_areIdentical() throws IOException {
    same("file", "text");

    TreeComparison comparison = compare(List.of());

    assertThat(comparison.silent()).isEmpty();
    assertThat(comparison.announced()).isEmpty();
    assertThat(comparison.entries()).isEqualTo(1);
    assertThat(comparison.attributes()).isEqualTo(9);
  }

  @Test
  void missingAndNewEntries_areSeen() throws IOException {
    temp.file("a/old", "");
    temp.file("b/new", "");

    assertThat(compare(List.of()).silent()).containsExactly("'old' is missing", "'new' is new");
  }

  @Test
  void everyAttribute_isSeen() throws IOException {
    Path b = same("file", "text");
    Files.writeString(b, "tExt");
    Files.setAttribute(b, "user:new", new byte[] {1});
    Files.setLastModifiedTime(b, FileTime.fromMillis(1001));
    Files.setPosixFilePermissions(b, java.util.Set.of());

    assertThat(compare(List.of()).silent())
        .extracting(text -> text.split(": ", 3)[1])
        .containsExactlyInAnyOrder("contents", "attribute user.new", "mtime", "mode");
  }

  @Test
  void brokenHardLinks_areSeen() throws IOException {
    temp.file("a/1", "");
    Files.createLink(temp.path("a/2"), temp.path("a/1"));
    temp.file("b/1", "");
    temp.file("b/2", "");
    for (String name : List.of("a/1", "b/1", "b/2")) {
      Files.setLastModifiedTime(temp.path(name), FileTime.fromMillis(1000));
    }

    assertThat(compare(List.of()).silent())
        .containsExactly("'1': links: 2 became 1", "'2': links: 2 with '1' became 1");
  }

  @Test
  void filledHoles_areSeen() throws IOException {
    Path a = same("file", "");
    try (var file = new java.io.RandomAccessFile(temp.path("a/file").toFile(), "rw")) {
      file.setLength(1 << 20);
    }
    Files.write(a, new byte[1 << 20]);
    Files.setLastModifiedTime(a, FileTime.fromMillis(1000));
    Files.setLastModifiedTime(temp.path("a/file"), FileTime.fromMillis(1000));

    assertThat(compare(List.of()).silent()).containsExactly("'file': holes: 0-1048576 became none");
  }

  @Test
  void announcedDifference_isNoSilentOne() throws IOException {
    Path b = same("file", "text");
    Files.setLastModifiedTime(b, FileTime.fromMillis(1001));
    MoveWarning warning = new MoveWarning(Loss.TIMES, "times not kept", Optional.empty());

    TreeComparison comparison = compare(List.of(new MergeWarning(RawPath.of("file"), warning)));

    assertThat(comparison.silent()).isEmpty();
    assertThat(comparison.announced()).hasSize(1);
  }

  @Test
  void linksIntoTheImage_areWantedRewritten() throws IOException {
    temp.directory("a");
    temp.directory("b");
    temp.symlink("a/link", temp.path("a") + "/usr");
    temp.symlink("b/link", "/usr");

    assertThat(compare(List.of()).silent()).noneMatch(text -> text.contains("link text"));
  }
}
