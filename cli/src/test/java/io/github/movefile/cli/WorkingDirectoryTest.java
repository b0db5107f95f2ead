// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A working directory that was removed, in which no JVM starts: it comes as an open file. */
class WorkingDirectoryTest {
  private static final String ENOENT = "ENOENT (No such file or directory)";

  @AutoClose private final TempTree temp = TempTree.create();

  private CommandResult run(Object... words) {
    String script =
        "mkdir \"$1\" && cd \"$1\" && rmdir \"$1\" && exec 9<. && cd / && shift && \"$@\"";
    return JavaProcess.of(
            Main.class, Arrays.stream(words).map(Object::toString).toArray(String[]::new))
        .through("sh", "-c", script, "sh", temp.path("removed").toString())
        .options("-D" + WorkingDirectory.PROPERTY + "=9")
        .run();
  }

  @Test
  void absolutePaths_areServed() {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    run("move", a, b).requireSuccess();

    assertThat(b).hasContent("text");
  }

  @Test
  void relativePaths_nameNothing() {
    Path a = temp.file("a", "text");

    assertThat(run("move", "a", a).errorText())
        .isEqualTo("movefile: cannot move 'a' to '" + a + "': the source: statx: " + ENOENT);
    assertThat(run("copy", a, "tmp").errorText())
        .isEqualTo(
            "movefile: cannot copy '"
                + a
                + "' to 'tmp': the target's directory: openat: "
                + ENOENT);
    assertThat(a).hasContent("text");
  }

  @Test
  void descriptorOfNoDirectory_isAnError() {
    CommandResult result =
        JavaProcess.of(Main.class, "move", "a", "b")
            .options("-D" + WorkingDirectory.PROPERTY + "=1000000")
            .run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText())
        .isEqualTo("movefile: the working directory: fchdir: EBADF (Bad file descriptor)");
  }
}
