// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static io.github.movefile.syscalls.OpenFlags.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** openat2(2): a tree {@code root/d/f} beside {@code outside}, with links out of the root. */
class Openat2Test extends KernelTest {
  /**
   * The kernel refuses a {@code ..} by EAGAIN while anything on the machine is renamed or mounted;
   * openat2(2) says to try again.
   */
  private static final int MOST_TRIES = 10_000;

  private Fd root;

  @BeforeEach
  void makeTree() throws Exception {
    temp.file("outside", "outside");
    temp.file("root/outside", "inside, of the same name");
    temp.file("root/d/f", "x");
    temp.symlink("root/up", "../outside");
    temp.symlink("root/absolute", "/outside");
    temp.symlink("root/inner", "d/f");
    root = openDirectory(temp.path("root"));
  }

  @AfterEach
  void closeRoot() throws Exception {
    root.close();
  }

  private void assertOpens(String expected, String path, ResolveFlags resolve) throws Exception {
    try (Fd fd = open(path, resolve)) {
      assertThat(Path.of("/proc/self/fd/" + fd.number()).toRealPath())
          .isEqualTo(temp.path(expected));
    }
  }

  private void assertRefuses(Errno errno, String path, ResolveFlags resolve) {
    assertFails(errno, () -> open(path, resolve));
  }

  private Fd open(String path, ResolveFlags resolve) throws ErrnoException {
    for (int tries = 1; ; tries++) {
      try {
        return paths.openat2(root, RawPath.of(path), READ_ONLY, 0, resolve);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EAGAIN || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  @Test
  void none_resolvesAsOpenat() throws Exception {
    assertOpens("outside", "up", ResolveFlags.NONE);
    assertOpens("outside", "../outside", ResolveFlags.NONE);
  }

  @Test
  void beneath_refusesEveryWayOut() throws Exception {
    assertOpens("root/d/f", "inner", ResolveFlags.BENEATH);
    assertRefuses(Errno.EXDEV, "up", ResolveFlags.BENEATH);
    assertRefuses(Errno.EXDEV, "absolute", ResolveFlags.BENEATH);
    assertRefuses(Errno.EXDEV, "../outside", ResolveFlags.BENEATH);
    assertRefuses(Errno.EXDEV, temp.path("root/d/f").toString(), ResolveFlags.BENEATH);
  }

  @Test
  void inRoot_takesTheDirectoryForTheRoot() throws Exception {
    assertOpens("root/outside", "up", ResolveFlags.IN_ROOT);
    assertOpens("root/outside", "absolute", ResolveFlags.IN_ROOT);
    assertOpens("root/outside", "../../../outside", ResolveFlags.IN_ROOT);
    assertOpens("root/d/f", "/d/f", ResolveFlags.IN_ROOT);
  }

  @Test
  void noSymlinks_refusesLinksAnywhere() throws Exception {
    temp.symlink("root/linked", "d");
    assertOpens("root/d/f", "d/f", ResolveFlags.NO_SYMLINKS);
    assertRefuses(Errno.ELOOP, "inner", ResolveFlags.NO_SYMLINKS);
    assertRefuses(Errno.ELOOP, "linked/f", ResolveFlags.NO_SYMLINKS);
  }

  @Test
  void noMagicLinks_refusesLinksOfProcOnly() throws Exception {
    String magic = "/proc/self/fd/" + root.number();
    assertOpens("root", magic, ResolveFlags.NONE);
    assertRefuses(Errno.ELOOP, magic, ResolveFlags.NO_MAGICLINKS);
    assertOpens("root/d/f", "inner", ResolveFlags.NO_MAGICLINKS);
  }

  @Test
  void noXdev_refusesAnotherMount() throws Exception {
    assertOpens("root/d/f", "d/f", ResolveFlags.NO_XDEV);
    assertRefuses(Errno.EXDEV, "/proc/self/status", ResolveFlags.NO_XDEV);
  }

  @Test
  void flags_combine() {
    ResolveFlags both = ResolveFlags.BENEATH.with(ResolveFlags.NO_SYMLINKS);
    assertRefuses(Errno.ELOOP, "inner", both);
    assertRefuses(Errno.EXDEV, "../outside", both);
  }

  @Test
  void create_givesTheMode() throws Exception {
    OpenFlags create = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
    paths.openat2(root, RawPath.of("d/new"), create, 0640, ResolveFlags.BENEATH).close();
    assertThat(stat("%a", temp.path("root/d/new"))).isEqualTo("640");
  }

  @Test
  void failures_areTyped() {
    assertRefuses(Errno.ENOENT, "missing", ResolveFlags.IN_ROOT);
    assertRefuses(Errno.ENOTDIR, "outside/below", ResolveFlags.IN_ROOT);
    ResolveFlags contradiction = ResolveFlags.BENEATH.with(ResolveFlags.IN_ROOT);
    assertRefuses(Errno.EINVAL, "d", contradiction);
  }
}
