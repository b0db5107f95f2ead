// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The demonstration ends well, and leaves nothing behind. */
class DemoCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void everythingIsIdentical_andRemoved() throws IOException {
    Requirements.otherFileSystem();

    Cli.Outcome outcome = Cli.run("demo", temp.path());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("Across file systems, ", "Within one file system, ", " MB by ")
        .doesNotContain("DIFFERENT", "warning");
    assertThat(outcome.out().lines().filter(line -> line.endsWith(" compared: identical")))
        .hasSize(2);
    assertThat(left(temp.path())).isEmpty();
    assertThat(left(Path.of("/dev/shm"))).noneMatch(DemoCommandTest::isOurs);
  }

  @Test
  void ordinaryUser_getsTheSameWithoutNodes() throws IOException {
    Requirements.otherFileSystem();
    temp.openToEveryone();

    CommandResult result = AsUser.run(Main.class, "demo", temp.path().toString());

    assertThat(result.requireSuccess().text())
        .contains("not made: device node (mknodat: EPERM", "compared: identical")
        .doesNotContain("DIFFERENT");
    assertThat(left(temp.path())).isEmpty();
  }

  @Test
  void keep_leavesTheFolders() throws IOException {
    Requirements.otherFileSystem();

    Cli.Outcome outcome = Cli.run("demo", "--keep", temp.path());
    String kept = outcome.out().lines().reduce("", (before, line) -> line);

    assertThat(outcome.status()).isZero();
    assertThat(kept).startsWith("Kept: '" + temp.path() + "/movefile-demo-");
    for (String quoted : kept.substring("Kept: ".length()).split(" ", -1)) {
      Path folder = Path.of(quoted.substring(1, quoted.length() - 1));
      assertThat(folder).isDirectory();
      if (!folder.startsWith(temp.path())) {
        assertThat(folder.resolve("second-root/usr/bin/tool")).hasSize(20_000);
        removeTree(folder);
      }
    }
  }

  @Test
  void killedInTheMiddle_removesTheFolders() throws IOException, InterruptedException {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath = System.getProperty("java.class.path");
    Process demo =
        new ProcessBuilder(
                java, "-cp", classPath, Main.class.getName(), "demo", temp.path().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (demo.isAlive() && left(temp.path()).isEmpty()) {
      Thread.sleep(5);
    }
    demo.destroy();

    assertThat(demo.waitFor()).isEqualTo(128 + 15);
    assertThat(left(temp.path())).isEmpty();
    assertThat(left(Path.of("/dev/shm")))
        .noneMatch(name -> name.startsWith("movefile-demo-" + demo.pid() + "-"));
  }

  @Test
  void missingDirectory_isAFailure() {
    Path missing = temp.path("missing");

    assertThat(Cli.run("demo", missing))
        .isEqualTo(
            new Cli.Outcome(1, "", "movefile: demo: openat: ENOENT (No such file or directory)\n"));
  }

  private static boolean isOurs(String name) {
    return name.startsWith("movefile-demo-" + ProcessHandle.current().pid() + "-");
  }

  private static List<String> left(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void removeTree(Path folder) throws IOException {
    new ProcessBuilder("rm", "-rf", folder.toString()).start().onExit().join();
    assertThat(folder).doesNotExist();
  }
}
