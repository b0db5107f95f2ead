// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.ConfinedTree.Links.FOLLOW_INSIDE;
import static io.github.movefile.merge.internal.ConfinedTree.Links.REFUSE;
import static io.github.movefile.merge.internal.TreeFixture.CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.move.Mounts;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every way of resolving has to do. Beside the top lies a directory {@code outside}, and so
 * does one of that name within the top: who leaves the top comes to the wrong one.
 */
abstract class ConfinedTreeContract {
  @AutoClose private final TreeFixture fixture;
  private final Way way;

  ConfinedTreeContract(Way way) {
    this.way = way;
    try {
      this.fixture = new TreeFixture(way);
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void makeTree() {
    fixture.directories("outside/d", "top/outside/d", "top/a/b/c");
    fixture.temp.file("top/a/file", "x");
  }

  @ParameterizedTest
  @EnumSource
  void plainPath_isOpened(Links links) throws ErrnoException {
    fixture.assertOpens("top/a", "a", links);
    fixture.assertOpens("top/a/b/c", "a/b/c", links);
    fixture.assertOpens("top", "", links);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoDirectory_isRefused(Links links) throws ErrnoException {
    CALLS.mknodat(fixture.top, RawPath.of("fifo"), FileType.FIFO, 0600, 0);
    fixture.assertRefuses(Errno.ENOENT, "missing", links);
    fixture.assertRefuses(Errno.ENOENT, "missing/d", links);
    fixture.assertRefuses(Errno.ENOTDIR, "a/file", links);
    fixture.assertRefuses(Errno.ENOTDIR, "a/file/d", links);
    fixture.assertRefuses(Errno.ENOTDIR, "fifo", links);
    fixture.assertRefuses(Errno.ENOTDIR, "fifo/d", links);
    fixture.assertRefuses(Errno.ENAMETOOLONG, "n".repeat(256), links);
    fixture.assertRefuses(Errno.ENAMETOOLONG, "n".repeat(5000), links);
    fixture.assertRefuses(Errno.ENAMETOOLONG, "a/" + "n".repeat(5000) + "/b", links);
  }

  @ParameterizedTest
  @EnumSource
  void namesOfAnyBytes_areOpened(Links links) throws ErrnoException {
    byte[] bytes = new byte[255];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 1 == '/' ? '-' : i + 1);
    }
    RawPath name = RawPath.of(bytes);
    CALLS.mkdirat(fixture.top, name, 0700);
    CALLS.mkdirat(fixture.top, name.resolve(name), 0700);
    fixture.assertOpens(statOf(name.resolve(name)), name.resolve(name), links);
  }

  private FileStat statOf(RawPath path) throws ErrnoException {
    try (Fd fd = CALLS.openat(fixture.top, path, TreeFixture.DIRECTORY, 0)) {
      return Syscalls.system().data().fstat(fd);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b,               a/b,      top/a/b",
    "./a//b/,           a/b,      top/a/b",
    "/a/b,              a/b,      top/a/b",
    "//a/./b//,         a/b,      top/a/b",
    "/,                 '',       top",
    ".,                 '',       top",
    "..,                '',       top",
    "../outside,        outside,  top/outside",
    "/../outside/.,     outside,  top/outside",
    "a/../../../outside,outside,  top/outside",
    "a/b/../../outside/d/..,outside,top/outside",
    "/proc/self/root/outside,outside,top/proc/self/root/outside"
  })
  void link_isFollowedWithTheTopForARoot(String text, String shown, String expected)
      throws ErrnoException {
    fixture.directories("top/proc/self/root/outside");
    fixture.temp.symlink("top/link", text);
    fixture.assertOpens(expected, "link", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ELOOP, "link", REFUSE);
    if (shown.equals("outside") && !expected.contains("proc")) {
      fixture.assertOpens(expected + "/d", "link/d", FOLLOW_INSIDE);
      fixture.assertRefuses(Errno.ELOOP, "link/d", REFUSE);
    }
  }

  @Test
  void absolutePathOfTheOutside_startsAtTheTop() throws ErrnoException {
    fixture.temp.symlink("top/a/link", fixture.temp.path("outside").toString());
    fixture.assertRefuses(Errno.ENOENT, "a/link", FOLLOW_INSIDE);
    String again = "top" + fixture.temp.path("outside");
    fixture.directories(again);
    fixture.assertOpens(again, "a/link", FOLLOW_INSIDE);
  }

  @Test
  void linkInTheMiddleOfTheWay_isSeenFromWhereItIs() throws ErrnoException {
    fixture.temp.symlink("top/a/b/up", "../../outside");
    fixture.temp.symlink("top/elsewhere", "a/b");
    fixture.assertOpens("top/outside/d", "elsewhere/up/d", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ELOOP, "a/b/up/d", REFUSE);
  }

  @Test
  void linkOfALinkOfALink_isFollowed() throws ErrnoException {
    fixture.temp.symlink("top/1", "a/2");
    fixture.temp.symlink("top/a/2", "/a/b/3");
    fixture.temp.symlink("top/a/b/3", "../../../../outside");
    fixture.assertOpens("top/outside/d", "1/d", FOLLOW_INSIDE);
  }

  @Test
  void fortyLinks_areFollowed_butNotMore() throws ErrnoException {
    fixture.temp.symlink("top/link1", "a");
    for (int i = 2; i <= 41; i++) {
      fixture.temp.symlink("top/link" + i, "link" + (i - 1));
    }
    fixture.assertOpens("top/a", "link40", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ELOOP, "link41", FOLLOW_INSIDE);
  }

  @Test
  void linkToNothing_isRefused() throws ErrnoException {
    fixture.temp.symlink("top/loop", "loop");
    fixture.temp.symlink("top/ping", "pong");
    fixture.temp.symlink("top/pong", "/ping/x");
    fixture.temp.symlink("top/dangling", "missing");
    fixture.temp.symlink("top/throughMissing", "missing/../a");
    fixture.temp.symlink("top/throughFile", "a/file/../b");
    fixture.temp.symlink("top/toFile", "a/file");
    fixture.assertRefuses(Errno.ELOOP, "loop", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ELOOP, "ping/x", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ENOENT, "dangling", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ENOENT, "throughMissing", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ENOTDIR, "throughFile", FOLLOW_INSIDE);
    fixture.assertRefuses(Errno.ENOTDIR, "toFile", FOLLOW_INSIDE);
  }

  /** A chroot may have a /proc of its own, where links lead to inodes, whatever they say. */
  @ParameterizedTest
  @ValueSource(strings = {"proc/self/root", "proc/self/cwd", "proc/thread-self/root/tmp"})
  void linkOfProc_isRefused(String path) throws ErrnoException {
    try (Fd top = TreeFixture.open(Path.of("/"))) {
      ConfinedTree tree = way.tree(Syscalls.system(), top);
      tree.openDirectory(RawPath.of("proc/self"), FOLLOW_INSIDE).close(); // an ordinary link
      tree.openDirectory(RawPath.of("proc/net"), FOLLOW_INSIDE).close();
      assertThat(errnoOf(tree, path)).isEqualTo(Errno.ELOOP);
      assertThat(errnoOf(tree, "proc/self/fd/" + top.number())).isEqualTo(Errno.ELOOP);
      RawPath empty = RawPath.EMPTY;
      assertThat(tree.leadsSomewhere(empty, REFUSE, RawPath.of("/" + path))).isFalse();
      assertThat(tree.leadsSomewhere(empty, REFUSE, RawPath.of("/proc/self"))).isTrue();
    }
  }

  private static Errno errnoOf(ConfinedTree tree, String path) {
    try (Fd fd = tree.openDirectory(RawPath.of(path), FOLLOW_INSIDE)) {
      throw new AssertionError("opened " + path + " as " + fd);
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  @ParameterizedTest
  @EnumSource
  void mountPointBelowTheTop_belongsToIt(Links links) throws IOException {
    try (TempTree other = TempTree.onOtherFileSystem();
        Mounts mounts = new Mounts()) {
      other.directory("mounted/below");
      mounts.bind(other.path(), fixture.temp.path("top/a/b"));
      fixture.assertOpens("top/a/b/mounted/below", "a/b/mounted/below", links);
      mounts.tmpfs(fixture.temp.path("top/a/b/mounted/below"), "size=64k");
      fixture.assertOpens("top/a/b/mounted/below", "a/b/mounted/below", links);
      fixture.temp.symlink("top/a/b/up", "../../outside");
      fixture.assertOpens("top/outside", FOLLOW_INSIDE == links ? "a/b/up" : "outside", links);
    }
  }

  @Test
  void leadsSomewhere_tellsWhatIsInside() throws ErrnoException {
    fixture.temp.symlink("top/a/toFile", "file");
    fixture.temp.symlink("top/a/dangling", "missing");
    fixture.temp.symlink("top/elsewhere", "a/b");
    for (Links links : Links.values()) {
      assertThat(fixture.leads("", links, "a")).isTrue();
      assertThat(fixture.leads("", links, "a/file")).isTrue();
      assertThat(fixture.leads("", links, "..")).isTrue();
      assertThat(fixture.leads("a/b", links, "../file")).isTrue();
      assertThat(fixture.leads("a", links, "toFile")).isTrue();
      assertThat(fixture.leads("a/b/c", links, "/a/../../a/file")).isTrue();
      assertThat(fixture.leads("missing", links, "/a/file")).isTrue();

      assertThat(fixture.leads("", links, "")).isFalse();
      assertThat(fixture.leads("", links, "missing")).isFalse();
      assertThat(fixture.leads("", links, "a/file/")).isFalse();
      assertThat(fixture.leads("", links, "a/file/.")).isFalse();
      assertThat(fixture.leads("a", links, "dangling")).isFalse();
      assertThat(fixture.leads("a", links, "n".repeat(256))).isFalse();
      assertThat(fixture.leads("missing", links, "../a/file")).isFalse();
      assertThat(fixture.leads("a", links, fixture.temp.path("outside").toString())).isFalse();
      assertThat(fixture.leads("a/b", links, "../../../top")).isFalse();
    }
    assertThat(fixture.leads("elsewhere", FOLLOW_INSIDE, "../file")).isTrue();
    assertThat(fixture.leads("elsewhere", REFUSE, "../file")).isFalse();
  }
}
