// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources of one command that are hard links of one file. */
class LinkedSourcesTest {
  @AutoClose private final TempTree temp = TempTree.create();
  @AutoClose private final TempTree other = TempTree.onOtherFileSystem();
  private Path first;
  private Path second;
  private Path third;
  private Runnable between = () -> {};

  @BeforeEach
  void link() throws IOException {
    first = temp.file("first", "text");
    second = Files.createLink(temp.path("second"), first);
    third = Files.createLink(temp.path("third"), first);
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  private static int links(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:nlink");
  }

  @ParameterizedTest
  @CsvSource({"move, true", "move, false", "copy, true", "copy, false"})
  void linksOfOneFile_stayLinks(String command, boolean acrossFileSystems) throws IOException {
    Path directory = (acrossFileSystems ? other : temp).directory("d");
    Path alone = temp.file("alone", "text");

    assertThat(Cli.run(command, "-t", directory, first, alone, second, third))
        .isEqualTo(new Cli.Outcome(0, "", ""));

    assertThat(inode(directory.resolve("second"))).isEqualTo(inode(directory.resolve("first")));
    assertThat(inode(directory.resolve("third"))).isEqualTo(inode(directory.resolve("first")));
    assertThat(links(directory.resolve("first"))).isEqualTo(3);
    assertThat(links(directory.resolve("alone"))).isEqualTo(1);
    assertThat(directory.resolve("third")).hasContent("text");
    assertThat(Files.exists(first)).isEqualTo(command.equals("copy"));
    assertThat(Files.exists(third)).isEqualTo(command.equals("copy"));
  }

  /** Whether a target that came of the first source is a candidate for the second. */
  private boolean isLinked(Path target) {
    LinkedSources linked = new LinkedSources(Syscalls.system().paths());
    MoveOptions none = MoveOptions.defaults();
    linked.optionsFor(RawPath.of(first), none);
    linked.came(RawPath.of(target));
    between.run();
    return !linked.optionsFor(RawPath.of(second), none).hardLinkCandidates().isEmpty();
  }

  @Test
  void sourceThatIsWrittenToInBetween_isAnother() {
    Path target = other.file("target", "text");

    assertThat(isLinked(target)).isTrue();
    between = () -> temp.file("first", "longer text");
    assertThat(isLinked(target)).isFalse();
  }

  @Test
  void targetThatIsReplacedInBetween_isNoCandidate() {
    Path target = other.file("target", "text");
    between = () -> other.file("new", "text").toFile().renameTo(target.toFile());

    assertThat(isLinked(target)).isFalse();
  }

  @Test
  void dryRun_linksNothing() {
    Path directory = other.directory("d");

    assertThat(Cli.run("copy", "-n", "-t", directory, first, second).status()).isZero();
    assertThat(directory).isEmptyDirectory();
  }
}
