// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one error of the calls. */
class ErrnoExceptionTest {
  private static final Map<Errno, Class<? extends FileSystemException>> TYPES =
      Map.of(
          Errno.ENOENT, NoSuchFileException.class,
          Errno.EACCES, AccessDeniedException.class,
          Errno.EPERM, AccessDeniedException.class,
          Errno.EEXIST, FileAlreadyExistsException.class,
          Errno.ENOTDIR, NotDirectoryException.class,
          Errno.ENOTEMPTY, DirectoryNotEmptyException.class,
          Errno.ELOOP, FileSystemLoopException.class);

  @Test
  void message_namesCallAndErrno() {
    assertThat(new ErrnoException("renameat", Errno.EXDEV))
        .hasMessage("renameat: EXDEV (Invalid cross-device link)");
    assertThat(new ErrnoException("ioctl(X)", 4711)).hasMessage("ioctl(X): errno 4711");
  }

  @Test
  void numberWithoutAName_isKept() {
    ErrnoException e = new ErrnoException("x", 4711);
    assertThat(e.errno()).isEqualTo(Errno.UNKNOWN);
    assertThat(e.code()).isEqualTo(4711);
    assertThat(e.call()).isEqualTo("x");
  }

  @Test
  void costsNoStackTrace() {
    assertThat(new ErrnoException("x", Errno.EIO).getStackTrace()).isEmpty();
  }

  @Test
  void everyErrno_becomesTheTypeOfJavaNio() {
    RawPath file = RawPath.of("a\nb");
    for (Errno errno : Errno.values()) {
      ErrnoException e = new ErrnoException("call", errno);
      FileSystemException translated = e.toFileSystemException(file, null);
      assertThat(translated)
          .isExactlyInstanceOf(TYPES.getOrDefault(errno, FileSystemException.class))
          .hasCause(e);
      assertThat(translated.getFile()).isEqualTo("a\\nb");
      assertThat(translated.getOtherFile()).isNull();
    }
  }

  @Test
  void secondFile_isNamed() {
    ErrnoException e = new ErrnoException("renameat", Errno.EXDEV);
    assertThat(e.toFileSystemException(RawPath.of("a"), RawPath.of("b")))
        .hasMessage("a -> b: renameat: EXDEV (Invalid cross-device link)");
  }
}
