// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.TreeFixture.CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel refuses an ordinary user; run by {@link ConfinedTreeAsUserTest}. */
class UserTreeCases {
  static Stream<Arguments> waysAndLinks() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(Links.values()).map(links -> Arguments.of(way, links)));
  }

  @ParameterizedTest
  @MethodSource("waysAndLinks")
  void directoryThatMayNotBeListed_isAHandleToMakeNamesIn(Way way, Links links) throws IOException {
    try (TreeFixture fixture = new TreeFixture(way)) {
      fixture.directories("top/a/b");
      SampleFiles.chmod(fixture.temp.path("top/a/b"), 0333);
      SampleFiles.chmod(fixture.temp.path("top/a"), 0111);
      try (Fd fd = fixture.tree.openDirectory(RawPath.of("a/b"), links)) {
        CALLS.mkdirat(fd, RawPath.of("new"), 0700);
        assertThat(errnoOf(() -> CALLS.getdents64(fd))).isEqualTo(Errno.EBADF);
      }
      assertThat(fixture.temp.path("top/a/b/new")).isDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("waysAndLinks")
  void directoryThatMayNotBePassed_isRefused(Way way, Links links) throws IOException {
    try (TreeFixture fixture = new TreeFixture(way)) {
      fixture.directories("top/a/b/c");
      fixture.temp.symlink("top/link", "a/b");
      SampleFiles.chmod(fixture.temp.path("top/a"), 0600);
      fixture.assertRefuses(Errno.EACCES, "a/b", links);
      fixture.assertRefuses(Errno.EACCES, "a/b/c", links);
      fixture.assertRefuses(Errno.EACCES, "link", Links.FOLLOW_INSIDE);
      assertThat(errnoOf(() -> fixture.leads("a", links, "b"))).isEqualTo(Errno.EACCES);
      SampleFiles.chmod(fixture.temp.path("top/a"), 0700);
      fixture.assertOpens("top/a/b", "a/b", links);
    }
  }

  private static Errno errnoOf(ThrowingCallable call) {
    return catchThrowableOfType(ErrnoException.class, call).errno();
  }
}
