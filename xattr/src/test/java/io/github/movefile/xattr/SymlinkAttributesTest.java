// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A symlink's own attributes against those of what it points to, and files that take no user.*. */
class SymlinkAttributesTest {
  private static final XattrName USER = XattrName.of("user.x");
  private static final XattrName TRUSTED = XattrName.of("trusted.x");

  private final Xattrs xattrs = Xattrs.create();
  @AutoClose private final TempTree temp = TempTree.create();
  private XattrFile file;
  private XattrFile link;

  @BeforeEach
  void makeFileAndLink() {
    temp.file("file", "");
    temp.symlink("link", "file");
    file = XattrFile.path(temp.raw("file"));
    link = XattrFile.path(temp.raw("link"));
  }

  @Test
  void following_reachesTheFile() throws Exception {
    XattrFile following = XattrFile.pathFollowing(temp.raw("link"));
    xattrs.set(following, USER, new byte[] {1});

    assertThat(xattrs.list(following)).containsExactly(USER);
    assertThat(xattrs.get(file, USER)).contains(new byte[] {1});
    assertThat(xattrs.list(link)).isEmpty();
    assertThat(xattrs.get(link, USER)).isEmpty();
    assertThat(xattrs.remove(following, USER)).isTrue();
    assertThat(xattrs.list(file)).isEmpty();
  }

  @Test
  void path_reachesTheLinkItself() throws Exception {
    Requirements.root();
    xattrs.set(link, TRUSTED, new byte[] {2});

    assertThat(xattrs.list(link)).containsExactly(TRUSTED);
    assertThat(xattrs.list(file)).isEmpty();
    assertThat(xattrs.remove(link, TRUSTED)).isTrue();
    assertThat(xattrs.list(link)).isEmpty();
  }

  @Test
  void descriptorOfALink_reachesTheLinkItself() throws Exception {
    Requirements.root();
    OpenFlags flags = OpenFlags.PATH.with(OpenFlags.NOFOLLOW);
    try (Fd fd = Syscalls.system().paths().openat(Fd.CWD, temp.raw("link"), flags, 0)) {
      RawPath inProc = RawPath.of("/proc/self/fd/" + fd.number());
      xattrs.set(XattrFile.pathFollowing(inProc, temp.raw("link")), TRUSTED, new byte[] {3});
    }
    assertThat(xattrs.get(link, TRUSTED)).contains(new byte[] {3});
    assertThat(xattrs.list(file)).isEmpty();
  }

  @Test
  void danglingLink_hasNoFileToFollowTo() {
    temp.symlink("dangling", "nowhere");
    XattrException missing =
        catchThrowableOfType(
            XattrException.class, () -> xattrs.list(XattrFile.pathFollowing(temp.raw("dangling"))));

    assertThat(missing.errno()).isEqualTo(Errno.ENOENT);
    assertThat(missing.attribute()).isNull();
  }

  @Test
  void userAttribute_isRefusedByALink() {
    XattrException refused =
        catchThrowableOfType(XattrException.class, () -> xattrs.set(link, USER, new byte[] {1}));

    assertThat(refused.errno()).isEqualTo(Errno.EPERM);
    assertThat(refused.call()).isEqualTo("lsetxattr");
  }

  @Test
  void copyBetweenLinks_takesTheLinksOwn() throws Exception {
    Requirements.root();
    xattrs.set(link, TRUSTED, new byte[] {4});
    xattrs.set(file, USER, new byte[] {5});
    temp.symlink("copy", "file");
    XattrFile copy = XattrFile.path(temp.raw("copy"));

    XattrCopyResult result = xattrs.copy(link, copy, XattrRules.defaults());

    assertThat(result.copied()).containsExactly(TRUSTED);
    assertThat(result.losses()).isEmpty();
    assertThat(xattrs.get(copy, TRUSTED)).contains(new byte[] {4});
  }

  @Test
  void copyToALink_losesWhatALinkCannotHave() throws Exception {
    xattrs.set(file, USER, new byte[] {1});

    XattrCopyResult result = xattrs.copy(file, link, XattrRules.defaults());

    assertThat(result.copied()).isEmpty();
    assertThat(result.losses()).hasSize(1);
    XattrLoss loss = result.losses().get(0);
    assertThat(loss.name()).isEqualTo(USER);
    assertThat(loss.cause().errno()).isEqualTo(Errno.EPERM);
    assertThat(loss.file()).isEqualTo(temp.raw("link"));
  }

  @Test
  void copyToAFifo_failsWhenRequired() throws Exception {
    Requirements.command("mkfifo");
    Command.of("mkfifo", temp.path("fifo").toString()).run().requireSuccess();
    xattrs.set(file, USER, new byte[] {1});
    XattrRules rules = XattrRules.builder().defaultPolicy(XattrPolicy.REQUIRE).build();

    XattrException refused =
        catchThrowableOfType(
            XattrException.class, () -> xattrs.copy(file, XattrFile.path(temp.raw("fifo")), rules));

    assertThat(refused.errno()).isEqualTo(Errno.EPERM);
    assertThat(refused.attribute()).isEqualTo(USER);
    assertThat(refused.file()).isEqualTo(temp.raw("fifo"));
  }

  @Test
  void pathDescriptor_isNoOpenFile() throws ErrnoException {
    try (Fd fd = Syscalls.system().paths().openat(Fd.CWD, temp.raw("file"), OpenFlags.PATH, 0)) {
      XattrException refused =
          catchThrowableOfType(
              XattrException.class, () -> xattrs.list(XattrFile.open(fd, temp.raw("file"))));

      assertThat(refused.errno()).isEqualTo(Errno.EBADF);
    }
  }
}
