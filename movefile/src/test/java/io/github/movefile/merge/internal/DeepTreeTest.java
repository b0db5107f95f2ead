// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.ConfinedTree.Links.FOLLOW_INSIDE;
import static io.github.movefile.merge.internal.ConfinedTree.Links.REFUSE;
import static io.github.movefile.merge.internal.TreeFixture.CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths that no system call takes: 6,000 directories, one in the other. */
class DeepTreeTest {
  private static final int DEPTH = 6_000;

  /** The most that a link can say: 4,095 bytes. */
  private static final int FAR_UP = 1_365;

  private static final RawPath NAME = RawPath.of("d");

  /** What is open at a time must fit a small ulimit, for each of some threads. */
  private static final int MOST_OPEN = 10;

  private static final List<FileStat> DIRECTORIES = new ArrayList<>();

  private static @Nullable TreeFixture deepTree;

  @BeforeAll
  static void make() throws ErrnoException {
    deepTree = new TreeFixture(Way.KERNEL);
    make(deepTree.top);
  }

  @AfterAll
  static void remove() throws ErrnoException {
    deepTree.close();
  }

  /** In the last directory lie links. */
  private static void make(Fd top) throws ErrnoException {
    Fd directory = CALLS.openat(top, RawPath.DOT, TreeFixture.DIRECTORY, 0);
    for (int depth = 0; depth < DEPTH; depth++) {
      DIRECTORIES.add(CALLS.statx(directory, RawPath.EMPTY, AtFlags.EMPTY_PATH));
      try (Fd above = directory) {
        CALLS.mkdirat(above, NAME, 0700);
        directory = CALLS.openat(above, NAME, TreeFixture.DIRECTORY, 0);
      }
    }
    try (Fd bottom = directory) {
      DIRECTORIES.add(CALLS.statx(bottom, RawPath.EMPTY, AtFlags.EMPTY_PATH));
      CALLS.symlinkat(RawPath.of("/d/d"), bottom, RawPath.of("absolute"));
      CALLS.symlinkat(RawPath.of(path(FAR_UP, "..")), bottom, RawPath.of("up"));
    }
    CALLS.symlinkat(RawPath.of(path(2000, "d")), top, RawPath.of("down"));
  }

  private static String path(int components, String name) {
    return String.join("/", Collections.nCopies(components, name));
  }

  @ParameterizedTest
  @EnumSource
  void pathOfSixThousandComponents_isOpened(Way way) throws ErrnoException {
    TreeFixture fixture = deepTree.by(way);
    RawPath deepest = RawPath.of(path(DEPTH, "d"));
    fixture.assertOpens(DIRECTORIES.get(DEPTH), deepest, REFUSE);
    fixture.assertOpens(DIRECTORIES.get(DEPTH), deepest, FOLLOW_INSIDE);
  }

  @ParameterizedTest
  @EnumSource
  void linksOnSuchAPath_areFollowedFromTheTop(Way way) throws ErrnoException {
    TreeFixture fixture = deepTree.by(way);
    String deepest = path(DEPTH, "d");
    fixture.assertOpens(DIRECTORIES.get(2), RawPath.of(deepest + "/absolute"), FOLLOW_INSIDE);
    fixture.assertOpens(DIRECTORIES.get(3), RawPath.of(deepest + "/absolute/d"), FOLLOW_INSIDE);
    fixture.assertOpens(
        DIRECTORIES.get(DEPTH - FAR_UP + 1), RawPath.of(deepest + "/up/d"), FOLLOW_INSIDE);
    RawPath belowLink = RawPath.of("down/" + path(DEPTH - 2000, "d") + "/up");
    fixture.assertOpens(DIRECTORIES.get(DEPTH - FAR_UP), belowLink, FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ELOOP, belowLink, REFUSE);
    assertThat(fixture.leads(deepest, REFUSE, "../d/up")).isTrue();
    assertThat(fixture.leads(deepest, REFUSE, "../../absent")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void fewDescriptorsAreOpenAtATime(Way way) throws ErrnoException {
    TreeFixture fixture = deepTree.by(way);
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    RawPath path = RawPath.of(path(DEPTH, "d") + "/up");
    way.tree(recording.syscalls(), fixture.top).openDirectory(path, FOLLOW_INSIDE).close();
    int open = 0;
    int most = 0;
    for (RecordingSyscalls.Entry entry : recording.entries()) {
      open += entry.result().startsWith("fd ") ? 1 : entry.name().equals("close") ? -1 : 0;
      most = Math.max(most, open);
    }
    assertThat(open).isZero();
    assertThat(most).isBetween(2, MOST_OPEN);
  }
}
