// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@code merge} does and says. */
class MergeCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void image_isConsumed_andSummedUp() throws IOException {
    temp.file("image/d/a", "1234");
    temp.file("image/new/b", "12");
    Path root = temp.directory("root");
    temp.directory("root/d");

    Cli.Outcome outcome = Cli.run("merge", temp.path("image"), root);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches("merged 2 files \\(2 renamed\\), 2 directories \\(1 new\\)," + " in [0-9.]+ s\n");
    assertThat(root.resolve("d/a")).hasContent("1234");
    assertThat(root.resolve("new/b")).hasContent("12");
    try (var left = Files.list(temp.path("image"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void keep_leavesTheImage() {
    temp.file("image/a", "1234");
    Path root = temp.directory("root");

    assertThat(Cli.run("merge", "--keep", "-q", temp.path("image"), root))
        .isEqualTo(new Cli.Outcome(0, "", ""));
    assertThat(temp.path("image/a")).hasContent("1234");
    assertThat(root.resolve("a")).hasContent("1234");
  }

  @Test
  void verbose_tellsEachEntry() {
    temp.file("image/d/a", "1234");
    temp.file("image/e/b", "1");
    Path root = temp.directory("root");
    temp.directory("root/e");

    assertThat(Cli.run("merge", "-v", temp.path("image"), root).out().lines().limit(4))
        .containsExactly(
            "make directory 'd' (new)",
            "place 'd/a' (new; rename, 4 bytes)",
            "enter directory 'e' (is there)",
            "place 'e/b' (new; rename, 1 byte)");
  }

  @Test
  void failure_namesTheEntry_andWhatIsMergedStays() {
    temp.file("image/a", "1");
    temp.file("image/b", "2");
    temp.file("image/c", "3");
    Path root = temp.directory("root");
    temp.directory("root/b");

    Cli.Outcome outcome = Cli.run("merge", temp.path("image"), root);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines())
        .containsExactly(
            "movefile: cannot merge '"
                + temp.path("image/b")
                + "' to '"
                + root.resolve("b")
                + "': '"
                + root.resolve("b")
                + "' is a directory",
            "movefile: 1 file was merged and stays");
    assertThat(root.resolve("a")).hasContent("1");
    assertThat(temp.path("image/c")).hasContent("3");
  }

  @Test
  void missingRoot_isRefused() {
    assertMissing(temp.directory("image"), temp.path("root"), "root");
  }

  @Test
  void missingImage_isRefused() {
    assertMissing(temp.path("image"), temp.directory("root"), "image");
  }

  private static void assertMissing(Path image, Path root, String which) {
    Cli.Outcome outcome = Cli.run("merge", image, root);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "movefile: cannot merge '%s' to '%s': %s: openat: ENOENT (No such file or directory)%n"
                .formatted(image, root, which));
  }

  @Test
  void optionsOfASingleFile_areNotOffered() {
    assertThat(Cli.run("merge", "--mtime=0", "a", "b").errLines())
        .containsExactly(
            "movefile: unrecognized option '--mtime'",
            "Usage: movefile merge [OPTION]... [--] IMAGE ROOT",
            "Try 'movefile merge --help' for more information.");
  }
}
