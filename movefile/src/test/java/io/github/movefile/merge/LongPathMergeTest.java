// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.Path;

/** Paths that are too long for any single system call: they are walked by directory handles. */
class LongPathMergeTest {
  private static final int PATH_MAX = 4096;
  private static final RawPath NAME = RawPath.of("n".repeat(255));
  private static final RawPath FILE = RawPath.of("file");
  private static final RawPath LINK = RawPath.of("link");
  private static final int DEPTH = 2 * PATH_MAX / NAME.length();

  private static final PathCalls CALLS = Syscalls.system().paths();
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  /** Opens the deepest directory, and makes all above it if asked for. */
  private static Fd deepest(Path top, boolean making) throws IOException {
    Fd directory = CALLS.openat(Fd.CWD, RawPath.of(top), DIRECTORY, 0);
    for (int i = 0; i < DEPTH; i++) {
      try (Fd above = directory) {
        if (making) {
          CALLS.mkdirat(above, NAME, 0755);
        }
        directory = CALLS.openat(above, NAME, DIRECTORY, 0);
      }
    }
    return directory;
  }

  @OnEveryLayout
  void treeDeeperThanAnyPath_isMerged(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      try (Fd bottom = deepest(fixture.image(), true)) {
        OpenFlags create = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE);
        CALLS.openat(bottom, FILE, create, 0640).close();
        CALLS.symlinkat(FILE, bottom, LINK);
      }

      MergeReport report = fixture.merge();

      assertThat(report.newDirectories()).isEqualTo(DEPTH);
      assertThat(report.fileCount()).isEqualTo(2);
      assertThat(report.warnings()).isEmpty();
      fixture.assertImageIsEmpty();
      try (Fd bottom = deepest(fixture.root(), false)) {
        assertThat(CALLS.statx(bottom, FILE, AtFlags.NONE).permissions()).isEqualTo(0640);
        assertThat(CALLS.readlinkat(bottom, LINK)).isEqualTo(FILE);
      }
    }
  }

  /** No path from the root to the first name is short enough to link to it again. */
  @OnEveryLayout
  void hardLinkOfAFileTooDeepForAPath_isKept(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      RawPath other = RawPath.of("z-link");
      try (Fd bottom = deepest(fixture.image(), true)) {
        CALLS.openat(bottom, FILE, OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE), 0640).close();
        RawPath beside = RawPath.of(fixture.image()).resolve(other);
        CALLS.linkat(bottom, FILE, Fd.CWD, beside, AtFlags.NONE);
      }

      MergeReport report = fixture.merge();

      assertThat(report.warnings()).isEmpty();
      fixture.assertImageIsEmpty();
      FileStat shallow =
          CALLS.statx(Fd.CWD, RawPath.of(fixture.root()).resolve(other), AtFlags.NONE);
      try (Fd bottom = deepest(fixture.root(), false)) {
        assertThat(CALLS.statx(bottom, FILE, AtFlags.NONE).isSameFile(shallow)).isTrue();
      }
    }
  }
}
