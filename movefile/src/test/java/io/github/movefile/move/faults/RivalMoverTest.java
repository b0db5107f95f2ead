// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another mover takes the source away on the same file system: that is what the failure says. */
class RivalMoverTest {
  @AutoClose private final TempTree tree = TempTree.create();
  private final FaultInjectingSyscalls hooks = new FaultInjectingSyscalls(Syscalls.system());
  private final Path source = tree.file("from/source", "new");
  private final Path target = tree.file("to/target", "old");

  /**
   * Before it looks at the target it finds the source there, before it renames nothing.
   *
   * @param target the rival's, relative to the tree
   */
  @ParameterizedTest
  @CsvSource({
    "statx, 2, to/target",
    "statx, 2, from/other",
    "renameat2, 1, to/target",
    "renameat2, 1, other"
  })
  void sourceThatIsMovedAway_isMissing(String call, int nth, String target) {
    Path rivals = tree.path(target);
    hooks.onCall(call, nth, () -> move(source, rivals));

    MoveException failure =
        catchThrowableOfType(
            MoveException.class, () -> MoveFile.using(hooks.syscalls()).move(source, this.target));

    assertThat(failure.failure()).as("%s", failure).isEqualTo(MoveFailure.SOURCE_MISSING);
    assertThat(failure.errno()).contains(Errno.ENOENT);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(rivals).hasContent("new");
    assertThat(this.target).hasContent(rivals.equals(this.target) ? "new" : "old");
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
