// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Run by {@link OrdinaryUserTest}, in a process without any capability. */
class OrdinaryUserCases extends KernelTest {
  private static final Path OF_ROOT = Path.of("/etc/passwd");
  private static final Timespec T = new Timespec(1, 0);

  /** As root, some of the calls that are to fail would change the system's own files. */
  @BeforeAll
  static void isNotRoot() {
    assertThat(Identity.effectiveUser()).isNotZero();
  }

  private Path unreadable() throws ErrnoException {
    Path file = temp.file("d/f", "");
    paths.fchmodat(Fd.CWD, RawPath.of(file), 0);
    return file;
  }

  @Test
  void identity_isThatOfTheUser() {
    assertThat(Identity.effectiveUser()).isEqualTo(AsUser.ID);
    assertThat(Identity.effectiveGroup()).isEqualTo(AsUser.ID);
  }

  @Test
  void processOfAnotherUser_exists() {
    assertThat(Processes.exists(1)).isTrue();
  }

  @Test
  void aFileWithoutPermission_cannotBeOpened() throws Exception {
    Path file = unreadable();
    assertFails(Errno.EACCES, () -> open(file, OpenFlags.READ_ONLY));
    assertFails(Errno.EACCES, () -> open(OF_ROOT, OpenFlags.WRITE_ONLY));
  }

  @Test
  void aDirectoryWithoutPermission_hidesAndKeepsItsNames() throws Exception {
    Path file = temp.file("locked/f", "");
    Path directory = temp.path("locked");
    paths.fchmodat(Fd.CWD, RawPath.of(directory), 0);
    RawPath raw = RawPath.of(file);
    RawPath other = temp.raw("other");
    assertFails(Errno.EACCES, () -> paths.statx(Fd.CWD, raw, AtFlags.NONE));
    assertFails(Errno.EACCES, () -> paths.unlinkat(Fd.CWD, raw, AtFlags.NONE));
    assertFails(Errno.EACCES, () -> paths.renameat2(Fd.CWD, raw, Fd.CWD, other, RenameFlags.NONE));
    assertFails(Errno.EACCES, () -> xattrs.listxattr(raw, new byte[0]));
    assertFails(Errno.EACCES, () -> openDirectory(directory));
  }

  @Test
  void ownerAndDevices_areForRoot() throws Exception {
    RawPath file = RawPath.of(temp.file("f", ""));
    assertFails(Errno.EPERM, () -> paths.fchownat(Fd.CWD, file, 0, 0, AtFlags.NONE));
    assertFails(
        Errno.EPERM,
        () ->
            paths.mknodat(
                Fd.CWD, temp.raw("n"), FileType.BLOCK_DEVICE, 0600, FileStat.device(1, 3)));
  }

  @Test
  void metadataOfOthers_staysAsItIs() throws Exception {
    RawPath ofRoot = RawPath.of(OF_ROOT);
    assertFails(Errno.EPERM, () -> paths.fchmodat(Fd.CWD, ofRoot, 0777));
    assertFails(Errno.EPERM, () -> paths.utimensat(Fd.CWD, ofRoot, T, T, AtFlags.NONE));
    assertFails(Errno.EPERM, () -> open(OF_ROOT, OpenFlags.READ_ONLY.with(OpenFlags.NO_ATIME)));
    try (Fd fd = open(OF_ROOT, OpenFlags.READ_ONLY)) {
      assertFails(Errno.EPERM, () -> data.fchmod(fd, 0777));
      assertFails(Errno.EPERM, () -> data.fchown(fd, AsUser.ID, AsUser.ID));
      assertFails(Errno.EPERM, () -> data.futimens(fd, T, T));
    }
  }

  @Test
  void immutableFlag_isForRoot() throws Exception {
    try (Fd fd = open(temp.file("f", ""), OpenFlags.READ_ONLY)) {
      InodeFlags flags = data.getInodeFlags(fd).with(InodeFlags.IMMUTABLE);
      assertFails(Errno.EPERM, () -> data.setInodeFlags(fd, flags));
    }
  }

  @Test
  void trustedAttributes_areForRoot() {
    RawPath file = RawPath.of(temp.file("f", ""));
    XattrName name = XattrName.of("trusted.name");
    byte[] value = "v".getBytes(StandardCharsets.UTF_8);
    assertFails(Errno.EPERM, () -> xattrs.lsetxattr(file, name, value, XattrFlag.SET));
    assertFails(Errno.ENODATA, () -> xattrs.lgetxattr(file, name, value));
  }

  @Test
  void tempTree_removesWhatNobodyMayEnter() throws Exception {
    Path root;
    try (TempTree tree = TempTree.create()) {
      root = tree.path();
      tree.file("a/b/c", "");
      for (String name : new String[] {"a/b/c", "a/b", "a"}) {
        paths.fchmodat(Fd.CWD, tree.raw(name), 0);
      }
    }
    assertThat(root).doesNotExist();
  }
}
