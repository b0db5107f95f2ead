// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static io.github.movefile.syscalls.XattrFlag.CREATE;
import static io.github.movefile.syscalls.XattrFlag.REPLACE;
import static io.github.movefile.syscalls.XattrFlag.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** xattr(7), compared with getfattr(1) and setfattr(1). */
class XattrCallsTest extends KernelTest {
  private static final XattrName NAME = XattrName.of("user.name");
  private static final byte[] NOTHING = new byte[0];

  private Path file;
  private Path link;
  private RawPath rawFile;
  private RawPath rawLink;

  @BeforeEach
  void makeFileAndLink() {
    Requirements.command("getfattr", "setfattr");
    file = temp.file("f", "");
    link = temp.symlink("l", "f");
    rawFile = RawPath.of(file);
    rawLink = RawPath.of(link);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String getfattr(Path of, String name) {
    return shell("getfattr -h --only-values -n " + name + " \"$1\" 2>/dev/null", of);
  }

  @Test
  void byPath_eachCallDoesWhatTheToolsSee() throws Exception {
    xattrs.setxattr(rawFile, NAME, bytes("value"), SET);
    assertThat(getfattr(file, "user.name")).isEqualTo("value");
    byte[] value = new byte[10];
    assertThat(xattrs.getxattr(rawFile, NAME, value)).isEqualTo(5);
    assertThat(value).startsWith(bytes("value"));
    byte[] list = new byte[100];
    assertThat(xattrs.listxattr(rawFile, list)).isEqualTo(10);
    assertThat(list).startsWith(bytes("user.name\0"));
    xattrs.removexattr(rawFile, NAME);
    assertThat(xattrs.listxattr(rawFile, NOTHING)).isZero();
  }

  @Test
  void byDescriptor_eachCallDoesWhatTheToolsSee() throws Exception {
    try (Fd fd = open(file, OpenFlags.READ_WRITE)) {
      xattrs.fsetxattr(fd, NAME, bytes("value"), SET);
      assertThat(getfattr(file, "user.name")).isEqualTo("value");
      byte[] value = new byte[10];
      assertThat(xattrs.fgetxattr(fd, NAME, value)).isEqualTo(5);
      assertThat(value).startsWith(bytes("value"));
      byte[] list = new byte[100];
      assertThat(xattrs.flistxattr(fd, list)).isEqualTo(10);
      assertThat(list).startsWith(bytes("user.name\0"));
      xattrs.fremovexattr(fd, NAME);
      assertThat(xattrs.flistxattr(fd, NOTHING)).isZero();
    }
  }

  @Test
  void aFinalLink_isFollowedByThePlainCalls() throws Exception {
    xattrs.setxattr(rawLink, NAME, bytes("v"), SET);
    assertThat(getfattr(file, "user.name")).isEqualTo("v");
    assertThat(xattrs.getxattr(rawLink, NAME, NOTHING)).isEqualTo(1);
    assertThat(xattrs.listxattr(rawLink, NOTHING)).isEqualTo(10);
    xattrs.removexattr(rawLink, NAME);
    assertThat(xattrs.listxattr(rawFile, NOTHING)).isZero();
  }

  @Test
  void aFinalLink_isTakenItselfByTheCallsWithL() throws Exception {
    Requirements.root();
    XattrName trusted = XattrName.of("trusted.name");
    xattrs.lsetxattr(rawLink, trusted, bytes("v"), SET);
    assertThat(getfattr(link, "trusted.name")).isEqualTo("v");
    assertFails(Errno.ENODATA, () -> xattrs.getxattr(rawFile, trusted, NOTHING));
    byte[] value = new byte[5];
    assertThat(xattrs.lgetxattr(rawLink, trusted, value)).isEqualTo(1);
    assertThat(value[0]).isEqualTo((byte) 'v');
    byte[] list = new byte[100];
    assertThat(xattrs.llistxattr(rawLink, list)).isEqualTo(13);
    assertThat(list).startsWith(bytes("trusted.name\0"));
    xattrs.lremovexattr(rawLink, trusted);
    assertThat(xattrs.llistxattr(rawLink, NOTHING)).isZero();
  }

  @Test
  void userAttributesOfALink_areRefused() {
    assertFails(Errno.EPERM, () -> xattrs.lsetxattr(rawLink, NAME, bytes("v"), SET));
  }

  @Test
  void lengthZero_asksForTheSize_andTooSmall_isErange() throws Exception {
    xattrs.setxattr(rawFile, NAME, bytes("value"), SET);
    assertThat(xattrs.getxattr(rawFile, NAME, NOTHING)).isEqualTo(5);
    assertThat(xattrs.listxattr(rawFile, NOTHING)).isEqualTo(10);
    assertFails(Errno.ERANGE, () -> xattrs.getxattr(rawFile, NAME, new byte[4]));
    assertFails(Errno.ERANGE, () -> xattrs.listxattr(rawFile, new byte[9]));
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      assertFails(Errno.ERANGE, () -> xattrs.fgetxattr(fd, NAME, new byte[4]));
      assertFails(Errno.ERANGE, () -> xattrs.flistxattr(fd, new byte[9]));
    }
  }

  @Test
  void createAndReplace_checkWhatIsThere() throws Exception {
    assertFails(Errno.ENODATA, () -> xattrs.setxattr(rawFile, NAME, bytes("1"), REPLACE));
    xattrs.setxattr(rawFile, NAME, bytes("2"), CREATE);
    assertFails(Errno.EEXIST, () -> xattrs.lsetxattr(rawFile, NAME, bytes("3"), CREATE));
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      assertFails(Errno.EEXIST, () -> xattrs.fsetxattr(fd, NAME, bytes("4"), CREATE));
    }
    assertThat(getfattr(file, "user.name")).isEqualTo("2");
    xattrs.setxattr(rawFile, NAME, bytes("5"), REPLACE);
    assertThat(getfattr(file, "user.name")).isEqualTo("5");
  }

  @Test
  void valuesOfAnyBytes_comeBack() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    xattrs.setxattr(rawFile, NAME, all, SET);
    byte[] back = new byte[256];
    assertThat(xattrs.getxattr(rawFile, NAME, back)).isEqualTo(256);
    assertThat(back).isEqualTo(all);
  }

  @Test
  void emptyValue_isNotAMissingOne() throws Exception {
    xattrs.setxattr(rawFile, NAME, NOTHING, SET);
    assertThat(xattrs.getxattr(rawFile, NAME, new byte[1])).isZero();
    assertThat(xattrs.listxattr(rawFile, NOTHING)).isEqualTo(10);
  }

  @Test
  void nameOfAnyBytes_isSeenByTheTools() throws Exception {
    byte[] name = {'u', 's', 'e', 'r', '.', (byte) 0xff, '\n', ' '};
    xattrs.setxattr(rawFile, XattrName.of(name), bytes("v"), SET);
    byte[] list = new byte[9];
    assertThat(xattrs.listxattr(rawFile, list)).isEqualTo(9);
    assertThat(list).isEqualTo(Arrays.copyOf(name, 9));
    assertThat(shell("getfattr -d \"$1\" 2>/dev/null", file)).contains("v");
  }

  @Test
  void buffersBeyond64KiB_work() throws Exception {
    xattrs.setxattr(rawFile, NAME, bytes("value"), SET);
    byte[] large = new byte[100_000];
    assertThat(xattrs.getxattr(rawFile, NAME, large)).isEqualTo(5);
    assertThat(large).startsWith(bytes("value"));
    assertFails(Errno.E2BIG, () -> xattrs.setxattr(rawFile, NAME, large, SET));
  }

  @Test
  void oPathDescriptor_isReachedThroughProc() throws Exception {
    xattrs.setxattr(rawFile, NAME, bytes("value"), SET);
    try (Fd handle = open(file, OpenFlags.PATH)) {
      assertFails(Errno.EBADF, () -> xattrs.fgetxattr(handle, NAME, NOTHING));
      RawPath viaProc = RawPath.of("/proc/self/fd/" + handle.number());
      assertThat(xattrs.getxattr(viaProc, NAME, NOTHING)).isEqualTo(5);
    }
  }

  @Test
  void failures_areTyped() throws Exception {
    RawPath missing = temp.raw("missing");
    assertFails(Errno.ENOENT, () -> xattrs.listxattr(missing, NOTHING));
    assertFails(Errno.ENOENT, () -> xattrs.llistxattr(missing, NOTHING));
    assertFails(Errno.ENODATA, () -> xattrs.lgetxattr(rawFile, NAME, NOTHING));
    assertFails(Errno.ENODATA, () -> xattrs.removexattr(rawFile, NAME));
    assertFails(Errno.ENODATA, () -> xattrs.lremovexattr(rawFile, NAME));
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      assertFails(Errno.ENODATA, () -> xattrs.fgetxattr(fd, NAME, NOTHING));
      assertFails(Errno.ENODATA, () -> xattrs.fremovexattr(fd, NAME));
    }
    XattrName unknown = XattrName.of("nonamespace");
    assertFails(Errno.EOPNOTSUPP, () -> xattrs.setxattr(rawFile, unknown, NOTHING, SET));
    XattrName tooLong = XattrName.of("user." + "n".repeat(251));
    assertFails(Errno.ERANGE, () -> xattrs.setxattr(rawFile, tooLong, NOTHING, SET));
  }
}
