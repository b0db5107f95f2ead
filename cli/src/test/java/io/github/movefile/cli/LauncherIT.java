// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/movefile} with the jar that was built. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("../bin/movefile").toAbsolutePath().normalize();

  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void relativePaths_startAtTheWorkingDirectory() {
    temp.file("a", "text");

    CommandResult result =
        Command.of(LAUNCHER.toString(), "move", "-v", "a", "b").in(temp.path()).run();

    assertThat(result.requireSuccess().text()).isEqualTo("renamed 'a' -> 'b'");
    assertThat(result.errorText()).isEmpty();
    assertThat(temp.path("b")).hasContent("text");
  }

  @Test
  void symlinkToTheLauncher_works() throws IOException {
    Path link = Files.createSymbolicLink(temp.path("mf"), LAUNCHER);
    temp.file("a", "text");

    Command.of(link.toString(), "copy", "a", "b").in(temp.path()).run().requireSuccess();

    assertThat(temp.path("b")).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void anyByte_reachesTheCommand(String locale) {
    String script =
        "cd \"$1\" && n=$(printf 'caf\\351\\n-') && : >\"$n\" && \"$2\" move \"$n\" \"$n-2\""
            + " && test -f \"$n-2\"";

    CommandResult result =
        Command.of("sh", "-c", script, "sh", temp.path().toString(), LAUNCHER.toString())
            .env("LC_ALL", locale)
            .run();

    assertThat(result.requireSuccess().errorText()).isEmpty();
  }

  @Test
  void removedWorkingDirectory_isTold() {
    String script = "mkdir gone && cd gone && rmdir ../gone && exec \"$1\" move \"$2/a\" \"$2/b\"";
    temp.file("a", "text");

    CommandResult result =
        Command.of("sh", "-c", script, "sh", LAUNCHER.toString(), temp.path().toString())
            .in(temp.path())
            .run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText()).endsWith("movefile: the working directory was removed");
    assertThat(temp.path("a")).hasContent("text");
  }

  @Test
  void exitCodes_areThoseOfTheCommand() {
    assertThat(Command.of(LAUNCHER.toString(), "move", "/nonexistent/a", "b").run().exitCode())
        .isEqualTo(1);
    assertThat(Command.of(LAUNCHER.toString(), "frob").run().exitCode()).isEqualTo(2);
  }

  @Test
  void closedStandardInput_isAnEmptyOne() {
    CommandResult result =
        Command.of("sh", "-c", "exec \"$0\" batch <&-", LAUNCHER.toString()).run();

    assertThat(result.requireSuccess().text()).isEmpty();
    assertThat(result.errorText()).isEmpty();
  }

  /** A file that the command writes would get the number of one, and what is told of it, too. */
  @Test
  void closedStandardOutputAndError_areNoFileOfTheCommand() {
    String script =
        "mkfifo in && { \"$0\" batch <in >&- 2>&- & } && exec 9>in &&"
            + " for i in $(seq 200); do case $(readlink /proc/$!/exe) in */java) break;; esac;"
            + " sleep 0.05; done; readlink /proc/$!/fd/1 /proc/$!/fd/2; exec 9>&-; wait $!";

    CommandResult result =
        Command.of("sh", "-c", script, LAUNCHER.toString()).in(temp.path()).run();

    assertThat(result.requireSuccess().text()).isEqualTo("/dev/null\n/dev/null");
  }

  @Test
  void optionsOfTheJvm_arePassedOn() {
    CommandResult result =
        Command.of(LAUNCHER.toString(), "--version")
            .env("MOVEFILE_JAVA_OPTS", "-Dmovefile.test=1 -XshowSettings:properties")
            .run();

    assertThat(result.requireSuccess().errorText()).contains("movefile.test = 1");
  }

  @Test
  void javaHomeOfAnOldOrMissingJdk_isPassedOver() {
    CommandResult result =
        Command.of(LAUNCHER.toString(), "--version").env("JAVA_HOME", temp.path().toString()).run();

    assertThat(result.requireSuccess().text()).startsWith("movefile ");
  }

  /** Seen to be taken only where another JDK comes first: in the tests with a second one. */
  @Test
  void javaOnThePath_isTakenFromWhereItsLinkLeads() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    Path bin = Files.createDirectory(temp.path("bin"));
    Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));

    CommandResult result = versionByPath(bin, "-XshowSettings:properties");

    assertThat(result.requireSuccess().errorText()).contains("java.home = " + home);
  }

  @Test
  void javaOnThePathInAJdkOfItsOwnPlace_isTaken() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    Path jdk = temp.directory("jdk/bin").getParent();
    Path ran = temp.path("ran");
    Files.copy(home.resolve("release"), jdk.resolve("release"));
    Files.createSymbolicLink(jdk.resolve("bin/javac"), home.resolve("bin/javac"));
    script(jdk.resolve("bin/java"), ": >'" + ran + "'; exec '" + home + "/bin/java' \"$@\"");
    Path bin = Files.createDirectory(temp.path("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

    CommandResult result = versionByPath(bin, "");

    assertThat(result.requireSuccess().text()).startsWith("movefile ");
    assertThat(ran).exists();
  }

  @Test
  void javaOnThePathThatIsInNoJdk_isNeverRun() throws IOException {
    Path bin = Files.createDirectory(temp.path("bin"));
    Path ran = temp.path("ran");
    script(bin.resolve("java"), ": >'" + ran + "'");

    CommandResult result = versionByPath(bin, "");

    assertThat(result.text() + result.errorText()).containsAnyOf("movefile ", "set JAVA_HOME");
    assertThat(ran).doesNotExist();
  }

  private static CommandResult versionByPath(Path first, String javaOptions) {
    return Command.of(LAUNCHER.toString(), "--version")
        .env("JAVA_HOME", "")
        .env("PATH", first + ":" + System.getenv("PATH"))
        .env("MOVEFILE_JAVA_OPTS", javaOptions)
        .run();
  }

  private static void script(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void classesOfAMerge_areAllInTheArchive() throws IOException {
    temp.file("image/d/a", "text");
    temp.directory("root");
    Path log = temp.path("classes.log");

    Command.of(LAUNCHER.toString(), "merge", "image", "root")
        .env("MOVEFILE_JAVA_OPTS", "-Xlog:class+load:file=" + log)
        .in(temp.path())
        .run()
        .requireSuccess();

    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("source: file:"))
        .isEmpty();
    // What it makes for the equals() of a record takes 20 ms, and can't be archived.
    assertThat(log).content().doesNotContain("java.lang.runtime.ObjectMethods");
  }

  /** A plus sign is one, and no space, in the URL that a class has of its jar. */
  @Test
  void archive_isMade_underAPathWithAPlus() throws IOException {
    Path target = temp.directory("c++/cli/target");
    Path launcher = temp.directory("c++/bin").resolve("movefile");
    Files.copy(LAUNCHER, launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(LAUNCHER.resolveSibling("java.options"), launcher.resolveSibling("java.options"));
    Files.copy(Path.of("target/movefile.jar"), target.resolve("movefile.jar"));

    Command.of(launcher.toString(), "--version").in(temp.path()).run().requireSuccess();

    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.endsWith(".jsa"))
          .noneMatch(name -> name.endsWith(".failed"));
    }
  }
}
