// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ioctl_ficlone(2), copy_file_range(2), sendfile(2). */
class KernelCopyTest extends KernelTest {
  private static final String TEXT = "0123456789";

  private Path targetPath;
  private Fd source;
  private Fd target;

  @BeforeEach
  void openBoth() throws Exception {
    targetPath = temp.file("target", "..........");
    source = open(temp.file("source", TEXT), OpenFlags.READ_ONLY);
    target = open(targetPath, OpenFlags.READ_WRITE);
  }

  @AfterEach
  void closeBoth() throws Exception {
    source.close();
    target.close();
  }

  @Test
  void copyFileRange_copiesBetweenOffsetsAndMovesNoPosition() throws Exception {
    data.lseek(source, 1, Whence.SET);
    data.lseek(target, 2, Whence.SET);
    assertThat(data.copyFileRange(source, 3, target, 5, 4)).isEqualTo(4);
    assertThat(targetPath).hasContent(".....3456.");
    assertThat(data.lseek(source, 0, Whence.CURRENT)).isEqualTo(1);
    assertThat(data.lseek(target, 0, Whence.CURRENT)).isEqualTo(2);
  }

  @Test
  void copyFileRange_isShortBeforeTheEndAndZeroThere() throws Exception {
    assertThat(data.copyFileRange(source, 8, target, 0, 100)).isEqualTo(2);
    assertThat(data.copyFileRange(source, 10, target, 2, 100)).isZero();
    assertThat(targetPath).hasContent("89........");
  }

  @Test
  void copyFileRange_refusesADirectoryAndAReadOnlyTarget() throws Exception {
    try (Fd dir = openDirectory(temp.path())) {
      assertFails(Errno.EISDIR, () -> data.copyFileRange(dir, 0, target, 0, 1));
    }
    assertFails(Errno.EBADF, () -> data.copyFileRange(source, 0, source, 5, 1));
  }

  @Test
  void copyFileRange_refusesOverlapInOneFile() {
    assertFails(Errno.EINVAL, () -> data.copyFileRange(target, 0, target, 1, 5));
  }

  @Test
  void sendfile_writesAtThePositionOfTheTarget() throws Exception {
    data.lseek(source, 1, Whence.SET);
    data.lseek(target, 2, Whence.SET);
    assertThat(data.sendfile(target, source, 3, 4)).isEqualTo(4);
    assertThat(data.sendfile(target, source, 7, 1)).isEqualTo(1);
    assertThat(targetPath).hasContent("..34567...");
    assertThat(data.lseek(source, 0, Whence.CURRENT)).isEqualTo(1);
    assertThat(data.lseek(target, 0, Whence.CURRENT)).isEqualTo(7);
  }

  @Test
  void sendfile_isZeroAtTheEndOfTheSource() throws Exception {
    assertThat(data.sendfile(target, source, 8, 100)).isEqualTo(2);
    assertThat(data.sendfile(target, source, 10, 100)).isZero();
  }

  @Test
  void sendfile_crossesFileSystems() throws Exception {
    try (TempTree other = TempTree.onOtherFileSystem();
        Fd far = open(other.file("f", "far"), OpenFlags.READ_ONLY)) {
      assertThat(data.sendfile(target, far, 0, 3)).isEqualTo(3);
      assertThat(targetPath).hasContent("far.......");
    }
  }

  @Test
  void sendfile_refusesAReadOnlyTarget() {
    assertFails(Errno.EBADF, () -> data.sendfile(source, target, 0, 1));
  }

  @Test
  void ficlone_sharesAllOrChangesNothing() throws Exception {
    if (temp.kind() == FileSystemKind.OTHER) {
      try {
        data.ficlone(target, source);
        assertThat(targetPath).hasContent(TEXT);
      } catch (ErrnoException e) {
        assertThat(e.errno()).isIn(Errno.EOPNOTSUPP, Errno.ENOTTY, Errno.EINVAL);
        assertThat(targetPath).hasContent("..........");
      }
    } else {
      assertClones(source, TEXT);
    }
  }

  /** Mounts don't matter, file systems do: a bind mount is no other one. */
  @Test
  void ficlone_refusesAnotherFileSystem() throws Exception {
    try (TempTree other = TempTree.onOtherFileSystem();
        Fd far = open(other.file("f", "9876543210"), OpenFlags.READ_ONLY)) {
      if (FileSystemKind.areApart(temp.path(), other.path())) {
        assertFails(Errno.EXDEV, () -> data.ficlone(target, far));
        assertThat(targetPath).hasContent("..........");
      } else {
        assertClones(far, "9876543210");
      }
    }
  }

  private void assertClones(Fd from, String text) throws Exception {
    if (temp.kind().sharesBlocks()) {
      data.ficlone(target, from);
      assertThat(targetPath).hasContent(text);
    } else {
      assertFails(Errno.EOPNOTSUPP, () -> data.ficlone(target, from));
      assertThatThrownBy(() -> data.ficlone(target, from))
          .hasMessageStartingWith("ioctl(FICLONE): ");
      assertThat(targetPath).hasContent("..........");
    }
  }
}
