// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that some file systems store, others don't, and no {@link java.time.Instant} can tell. */
class ExtremeTimesTest {
  @AutoClose private final TempTree to = TempTree.create();
  @AutoClose private final TempTree from = TempTree.onOtherFileSystem();

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -40_000_000_000_000_000L, Long.MAX_VALUE})
  void fileIsMoved_andItsTimeKeptOrToldOf(long seconds) throws IOException {
    Path source = from.file("source", "contents");
    Timespec wanted = new Timespec(seconds, 0);
    RawPath path = RawPath.of(source);
    Syscalls.system().paths().utimensat(Fd.CWD, path, wanted, wanted, AtFlags.SYMLINK_NOFOLLOW);
    Timespec mtime = mtimeOf(source);
    Path target = to.path("target");

    MoveResult result = MoveFile.create().move(source, target);

    assertThat(target).hasContent("contents");
    assertThat(source).doesNotExist();
    assertThat(result.mtime()).isEqualTo(mtimeOf(target));
    if (result.mtime().equals(mtime)) {
      assertThat(result.warnings()).isEmpty();
    } else {
      assertThat(result.warnings().toString()).contains("time of change " + mtime.toText());
    }
  }

  private static Timespec mtimeOf(Path file) throws IOException {
    return Syscalls.system()
        .paths()
        .statx(Fd.CWD, RawPath.of(file), AtFlags.SYMLINK_NOFOLLOW)
        .mtime();
  }
}
