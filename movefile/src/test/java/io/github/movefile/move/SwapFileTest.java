// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The kernel lets nobody rename or remove a file that is swapped to, mkswap(8). */
class SwapFileTest {
  private static final Route WITHIN = Route.WITHIN_DISK;

  @AutoClose private final Workplace place = new Workplace();

  @Test
  void swapFile_isNeitherMovedNorReplaced() {
    Requirements.root();
    Requirements.command("mkswap", "swapon", "swapoff");
    Path swap = place.source(WITHIN, "source");
    shell("dd if=/dev/zero of=\"$1\" bs=1M count=1 status=none; chmod 0600 \"$1\"", swap);
    shell("mkswap \"$1\"", swap);
    Requirements.need(shell("swapon \"$1\" && echo yes || true", swap).equals("yes"), "swapon");
    try {
      place
          .refused(swap, place.targetFile(WITHIN, "old"))
          .failsWith(MoveFailure.DENIED, MoveStep.RENAME, Errno.EPERM);
      place
          .refused(place.sourceFile(Route.MEMORY_TO_DISK, "new"), swap)
          .failsWith(MoveFailure.DENIED, MoveStep.PUBLISH, Errno.EPERM);
    } finally {
      shell("swapoff \"$1\"", swap);
    }
  }
}
