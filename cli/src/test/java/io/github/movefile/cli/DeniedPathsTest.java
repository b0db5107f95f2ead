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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two paths, a message says which one leads through a directory that is closed to the user. */
class DeniedPathsTest {
  private static final String EACCES = "statx: EACCES (Permission denied)";

  @AutoClose private final TempTree temp = TempTree.create().openToEveryone();
  private Path open;
  private Path closed;

  @BeforeEach
  void makeFiles() throws IOException {
    open = temp.file("open", "text");
    closed = temp.file("directory/closed", "text");
    Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("rwx------"));
  }

  private static void assertDenied(String side, Object... words) {
    String[] arguments = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    CommandResult result = AsUser.run(Main.class, arguments);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText())
        .isEqualTo(
            String.format(
                "movefile: cannot %s '%s' to '%s': %s: %s",
                words[0], words[words.length - 2], words[words.length - 1], side, EACCES));
  }

  @Test
  void target() {
    assertDenied("the target", "move", open, closed);
    assertDenied("the target", "move", "-n", open, closed);
    Path below = temp.file("directory/below/file", "text");
    assertDenied("the target", "move", open, below);
    assertDenied("the target's directory", "move", "-n", open, below);
  }

  @Test
  void source() {
    assertDenied("the source", "copy", closed, open);
    assertDenied("the source", "copy", "-n", closed, open);
  }
}
