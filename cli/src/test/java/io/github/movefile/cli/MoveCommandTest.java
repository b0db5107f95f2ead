// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code move} and {@code copy} do and say when all goes well. */
class MoveCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void move_isSilentAndDone() {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    assertThat(Cli.run("move", a, b)).isEqualTo(new Cli.Outcome(0, "", ""));
    assertThat(a).doesNotExist();
    assertThat(b).hasContent("text");
  }

  @Test
  void copy_ofAFileOfProc_hasAllOfIt() throws IOException {
    Path copy = temp.path("copy");

    assertThat(Cli.run("copy", Path.of("/proc/kallsyms"), copy))
        .isEqualTo(new Cli.Outcome(0, "", ""));
    assertThat(copy).hasSameTextualContentAs(Path.of("/proc/kallsyms"));
  }

  @Test
  void move_verbose_tellsTheRename() {
    Path a = temp.file("a b", "text");
    Path b = temp.path("b");

    assertThat(Cli.run("move", "-v", a, b).out()).isEqualTo("renamed '" + a + "' -> '" + b + "'\n");
  }

  @Test
  void move_acrossFileSystems_tellsTheCopy() {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path a = temp.file("a", "text");
      Path b = other.path("b");

      assertThat(Cli.run("move", "--verbose", a, b).out())
          .startsWith("copied '" + a + "' -> '" + b + "' (")
          .endsWith(" 4 bytes)\n");
      assertThat(a).doesNotExist();
      assertThat(b).hasContent("text");
    }
  }

  @Test
  void move_ofALinkAcrossFileSystems_tellsSo() {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path a = temp.symlink("a", "nowhere");
      Path b = other.path("b");

      assertThat(Cli.run("move", "-v", a, b).out())
          .isEqualTo("recreated link '" + a + "' -> '" + b + "'\n");
      assertThat(b).isSymbolicLink();
    }
  }

  @Test
  void copy_keepsTheSource() {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    assertThat(Cli.run("copy", a, b)).isEqualTo(new Cli.Outcome(0, "", ""));
    assertThat(a).hasContent("text");
    assertThat(b).hasContent("text");
  }

  @Test
  void targetDirectory_takesAllSources() {
    Path a = temp.file("a", "1");
    Path b = temp.file("deep/b", "2");
    Path directory = temp.directory("d");

    assertThat(Cli.run("move", "-t", directory, a, b).status()).isZero();
    assertThat(directory.resolve("a")).hasContent("1");
    assertThat(directory.resolve("b")).hasContent("2");
  }

  @Test
  void targetDirectory_goesOnAfterAFailure() {
    Path a = temp.file("a", "1");
    Path c = temp.file("c", "3");
    Path directory = temp.directory("d");

    Cli.Outcome outcome = Cli.run("move", "--target-directory=" + directory, a, temp.path("b"), c);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errLines()).hasSize(1);
    assertThat(directory.resolve("a")).exists();
    assertThat(directory.resolve("c")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"move", "copy"})
  void targetDirectory_takesOnlyTheFirstOfTwoSourcesOfOneName(String command) {
    Path first = temp.file("1/f", "first");
    Path second = temp.file("2/f", "second");
    Path third = temp.file("g", "third");
    Path directory = temp.directory("d");
    temp.file("d/f", "old");
    String refused =
        "movefile: cannot %s '%s' to '%s': another source of this command has just come there\n"
            .formatted(command, second, directory.resolve("f"));

    Cli.Outcome foretold = Cli.run(command, "-n", "-t", directory, first, second, third);
    assertThat(foretold.status()).isEqualTo(1);
    assertThat(foretold.err()).isEqualTo(refused);
    assertThat(directory.resolve("f")).hasContent("old");

    Cli.Outcome outcome = Cli.run(command, "-t", directory, first, second, third);
    assertThat(outcome).isEqualTo(new Cli.Outcome(1, "", refused));
    assertThat(directory.resolve("f")).hasContent("first");
    assertThat(second).hasContent("second");
    assertThat(directory.resolve("g")).hasContent("third");
  }

  /** The name is still free. */
  @Test
  void targetDirectory_takesTheSecondOfOneNameIfTheFirstFailed() {
    Path second = temp.file("2/f", "second");
    Path directory = temp.directory("d");

    assertThat(Cli.run("move", "-t", directory, temp.path("1/f"), second).status()).isEqualTo(1);
    assertThat(directory.resolve("f")).hasContent("second");
  }

  /** The first is there as a whole, though its source could not be removed. */
  @Test
  void targetDirectory_takesOnlyTheFirstOfOneNameIfItsSourceIsLeft() throws IOException {
    try (TempTree other = TempTree.onOtherFileSystem().openToEveryone()) {
      Path first = temp.file("a/f", "first");
      Path second = temp.file("b/f", "second");
      temp.openToEveryone();
      setMode(first.getParent(), "r-xr-xr-x");
      setMode(second.getParent(), "rwxrwxrwx");
      Path target = other.path("f");

      String cannot = "movefile: cannot move '%s' to '" + target + "': ";
      String directory = other.path().toString();

      CommandResult result =
          AsUser.run(Main.class, "move", "-qt", directory, first.toString(), second.toString());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.errorText().lines())
          .containsExactly(
              cannot.formatted(first)
                  + "unlinkat: EACCES (Permission denied); '"
                  + target
                  + "' is complete, and '"
                  + first
                  + "' is still there",
              cannot.formatted(second) + "another source of this command has just come there");
      assertThat(target).hasContent("first");
      assertThat(first).hasContent("first");
      assertThat(second).hasContent("second");
    }
  }

  private static void setMode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void targetDirectory_thatIsNone_isToldOnce() {
    Path a = temp.file("a", "1");
    Path file = temp.file("file", "1");

    assertThat(Cli.run("move", "-t", file, a, a).err())
        .isEqualTo("movefile: target directory '" + file + "': statx: ENOTDIR (Not a directory)\n");
    assertThat(Cli.run("move", "-t", temp.path("no"), a).err())
        .isEqualTo(
            "movefile: target directory '"
                + temp.path("no")
                + "': statx: ENOENT (No such file or directory)\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1234567890123456789, 2009-02-13T23:31:30.123456789Z",
    "-1, 1969-12-31T23:59:59.999999999Z",
    "@1.5, 1970-01-01T00:00:01.5Z",
    "@-1.5, 1969-12-31T23:59:58.5Z",
    "2024-02-29T12:00:00.000000001Z, 2024-02-29T12:00:00.000000001Z",
    "2024-02-29T12:00:00+02:00, 2024-02-29T10:00:00Z"
  })
  void mtime_isTakenInEveryForm(String argument, Instant expected) throws IOException {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    assertThat(Cli.run("copy", "--mtime", argument, a, b).status()).isZero();
    assertThat(instant(Files.getLastModifiedTime(b))).isEqualTo(expected);
  }

  /** FileTime.toInstant() is exact, but for its documented range. */
  private static Instant instant(FileTime time) {
    return Instant.EPOCH.plusNanos(time.to(TimeUnit.NANOSECONDS));
  }

  @Test
  void linkCandidate_becomesTheTarget() throws IOException {
    Path candidate = temp.file("candidate", "text");
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    assertThat(Cli.run("move", "-v", "--link-candidate", candidate, a, b).out())
        .isEqualTo("linked '" + a + "' -> '" + b + "'\n");
    assertThat(Files.getAttribute(b, "unix:ino"))
        .isEqualTo(Files.getAttribute(candidate, "unix:ino"));
  }

  @Test
  void symlinksIntoTheImage_areRewritten() throws IOException {
    temp.directory("image");
    Path link = temp.symlink("image/link", temp.path("image") + "/usr/lib");
    Path target = temp.path("link");

    assertThat(
            Cli.run("move", "--rewrite-symlinks-from", temp.path("image"), link, target).status())
        .isZero();
    assertThat(Files.readSymbolicLink(target)).isEqualTo(Path.of("/usr/lib"));
  }

  @Test
  void excludedAttributes_stayBehind() throws IOException {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");
    Files.setAttribute(a, "user:kept", new byte[] {1});
    Files.setAttribute(a, "user:left", new byte[] {2});

    assertThat(Cli.run("copy", "--exclude-xattrs", "user.l*", a, b).status()).isZero();
    assertThat((byte[]) Files.getAttribute(b, "user:kept")).containsExactly(1);
    assertThat(Files.getFileAttributeView(b, UserDefinedFileAttributeView.class).list())
        .containsExactly("kept");
  }

  @Test
  void reflinkAlways_failsWhereBlocksCannotBeShared() {
    try (TempTree shared = TempTree.onOtherFileSystem()) {
      Path a = shared.file("a", "text");
      Path b = shared.path("b");

      Cli.Outcome outcome = Cli.run("copy", "--reflink=always", a, b);

      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("movefile: cannot copy '" + a + "' to '" + b + "': ")
          .contains("EOPNOTSUPP");
      assertThat(b).doesNotExist();
    }
  }

  @Test
  void doubleDash_endsTheOptions() {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    assertThat(Cli.run("move", "--", a, b).status()).isZero();
    assertThat(b).exists();
  }
}
