// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when a file can't be moved, to the letter; a dry run says the same. */
class MoveFailuresTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void missingSource(boolean dryRun) {
    Path a = temp.path("a");
    Path b = temp.path("b");

    assertFails(dryRun, a, b, "the source: statx: ENOENT (No such file or directory)");
  }

  @Test
  void emptyName() {
    Cli.Outcome outcome = Cli.run("move", "", temp.path("b"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "movefile: cannot move '' to '"
                + temp.path("b")
                + "': the source: statx: ENOENT (No such file or directory)\n");
  }

  @Test
  void missingParent() {
    Path a = temp.file("a", "text");
    Path b = temp.path("no/b");

    String which = "the target's directory: ";
    assertFails(false, a, b, which + "renameat: ENOENT (No such file or directory)");
    assertFails(true, a, b, which + "statx: ENOENT (No such file or directory)");
    assertThat(a).hasContent("text");
  }

  @Test
  void missingParentOfACopy() {
    Path a = temp.file("a", "text");
    Path b = temp.path("no/b");

    assertThat(Cli.run("copy", a, b).err())
        .isEqualTo(
            "movefile: cannot copy '"
                + a
                + "' to '"
                + b
                + "': the target's directory: openat: ENOENT (No such file or directory)\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fileOverDirectory(boolean dryRun) {
    Path a = temp.file("a", "text");
    Path b = temp.directory("b");

    assertFails(dryRun, a, b, "renameat: EISDIR (Is a directory)");
    assertThat(a).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void directoryOverFile(boolean dryRun) {
    Path a = temp.directory("a");
    Path b = temp.file("b", "text");

    assertFails(dryRun, a, b, "renameat: ENOTDIR (Not a directory)");
    assertThat(b).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneNameTwice(boolean dryRun) {
    Path a = temp.file("a", "text");

    assertFails(dryRun, a, a, "'" + a + "' and '" + a + "' are the same file");
    assertThat(a).hasContent("text");
  }

  @Test
  void directoryAcrossFileSystems() {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path a = temp.directory("a");
      Path b = other.path("b");

      assertFails(
          false,
          a,
          b,
          "renameat: EXDEV (Invalid cross-device link); a directory crosses file systems by a"
              + " merge");
      assertFails(true, a, b, "a directory crosses file systems by a merge");
    }
  }

  @Test
  void copyOfADirectory() {
    Path a = temp.directory("a");
    Path b = temp.path("b");

    for (List<Object> words :
        List.<List<Object>>of(List.of("copy", a, b), List.of("copy", "-n", a, b))) {
      Cli.Outcome outcome = Cli.run(words.toArray());
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .isEqualTo(
              "movefile: cannot copy '"
                  + a
                  + "' to '"
                  + b
                  + "': '"
                  + a
                  + "' is a directory; that takes a merge\n");
    }
  }

  @Test
  void nameTooLong() {
    Path a = temp.file("a", "text");

    String reason = ": statx: ENAMETOOLONG (File name too long)";
    for (boolean dryRun : new boolean[] {false, true}) {
      assertFails(dryRun, a, temp.path("x".repeat(256)), "the target" + reason);
      assertFails(dryRun, temp.path("x".repeat(256)), a, "the source" + reason);
    }
    assertThat(a).hasContent("text");
  }

  @Test
  void loopOfLinks() {
    Path a = temp.file("a", "text");
    temp.symlink("loop", "loop");

    Cli.Outcome outcome = Cli.run("move", a, temp.path("loop/b"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("ELOOP (Too many levels of symbolic links)\n");
    assertThat(a).hasContent("text");
  }

  @Test
  void directoryIntoItself() {
    Path a = temp.directory("a");

    assertFails(false, a, a.resolve("b"), "renameat: EINVAL (Invalid argument)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--frob|unrecognized option '--frob'",
        "-x|invalid option -- 'x'",
        "--mtime|option '--mtime' requires an argument",
        "--verbose=yes|option '--verbose' doesn't allow an argument",
        "--re|option '--re' is ambiguous; possibilities: '--rewrite-symlinks-from'"
            + " '--require-xattrs' '--reflink'",
        "--durability=maybe|invalid argument 'maybe' for '--durability', which takes none, fsync,"
            + " batched",
        "--mtime=yesterday|invalid time 'yesterday'",
        "--mtime=@1.0000000001|invalid time '@1.0000000001'",
        "--mtime=@1e99999999|invalid time '@1e99999999'",
        "--mtime=@31556889864403200|invalid time '@31556889864403200'",
        "--clamp-mtime=@-9223372036854775808|invalid time '@-9223372036854775808'",
        "''|missing source operand"
      })
  void wrongUsage(String word, String message) {
    Cli.Outcome outcome =
        word.isEmpty()
            ? Cli.run("move")
            : word.equals("--mtime")
                ? Cli.run("move", "a", "b", word)
                : Cli.run("move", word, "a", "b");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines())
        .containsExactly(
            "movefile: " + message,
            "Usage: movefile move [OPTION]... [--] SOURCE TARGET",
            "Try 'movefile move --help' for more information.");
  }

  @Test
  void wrongNumberOfOperands() {
    assertThat(Cli.run("move", "a").errLines().get(0))
        .isEqualTo("movefile: missing target operand after 'a'");
    assertThat(Cli.run("copy", "a", "b", "c d").errLines().get(0))
        .isEqualTo("movefile: extra operand 'c d'");
    assertThat(Cli.run("move", "-t", "d").errLines().get(0))
        .isEqualTo("movefile: missing source operand");
    assertThat(Cli.run("copy", "-td", "-te", "a").errLines().get(0))
        .isEqualTo("movefile: more than one target directory");
  }

  @Test
  void dryRun_changesNothing() throws IOException {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");
    Path link = temp.path("link");
    Files.createLink(link, a);

    assertThat(Cli.run("move", "-n", a, b).out())
        .isEqualTo("would rename '" + a + "' -> '" + b + "'\n");
    assertThat(Cli.run("copy", "-n", a, b).out())
        .isEqualTo("would copy 4 bytes '" + a + "' -> '" + b + "'\n");
    assertThat(Cli.run("move", "-n", a, link).out())
        .isEqualTo("would remove the other name of the same file: '" + a + "' -> '" + link + "'\n");
    assertThat(b).doesNotExist();
    assertThat(a).hasContent("text");
    assertThat(link).hasContent("text");
  }

  @Test
  void dryRun_expectsACopyAcrossFileSystems() {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path a = temp.file("a", "text");
      Path b = other.path("b");

      assertThat(Cli.run("move", "-n", a, b).out())
          .isEqualTo("would copy 4 bytes '" + a + "' -> '" + b + "'\n");
    }
  }

  private static void assertFails(boolean dryRun, Path a, Path b, String reason) {
    Cli.Outcome outcome = dryRun ? Cli.run("move", "-n", a, b) : Cli.run("move", a, b);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo("movefile: cannot move '" + a + "' to '" + b + "': " + reason + "\n");
  }
}
