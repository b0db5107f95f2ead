// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;

/**
 * A file that didn't exist before. Unless it was {@linkplain #keep kept}, closing removes it again,
 * but not another file that has taken its name meanwhile.
 */
final class NewTarget implements AutoCloseable {
  private static final OpenFlags TO_CREATE =
      OpenFlags.WRITE_ONLY
          .with(OpenFlags.CREATE)
          .with(OpenFlags.EXCLUSIVE)
          .with(OpenFlags.NOFOLLOW);

  private static final int MODE = 0666;

  private final Syscalls calls;
  private final RawPath name;
  private final Fd fd;
  private final FileStat identity;
  private boolean settled;

  private NewTarget(Syscalls calls, RawPath name, Fd fd, FileStat identity) {
    this.calls = calls;
    this.name = name;
    this.fd = fd;
    this.identity = identity;
  }

  /** Creates the file. Fails if there is anything of that name, a dangling symlink included. */
  static NewTarget create(Syscalls calls, RawPath name) throws IOException {
    try {
      Fd fd = calls.paths().openat(Fd.CWD, name, TO_CREATE, MODE);
      try {
        return new NewTarget(calls, name, fd, calls.data().fstat(fd));
      } catch (ErrnoException e) {
        try (fd) {
          calls.paths().unlinkat(Fd.CWD, name, AtFlags.NONE);
        } catch (ErrnoException cleaning) {
          e.addSuppressed(cleaning);
        }
        throw e;
      }
    } catch (ErrnoException e) {
      throw e.toFileSystemException(name, null);
    }
  }

  Fd fd() {
    return fd;
  }

  /**
   * Closes the file and keeps it, unless closing fails: NFS and quotas tell only then that data was
   * not stored.
   */
  void keep() throws IOException {
    try {
      fd.close();
      settled = true;
    } catch (ErrnoException e) {
      throw e.toFileSystemException(name, null);
    }
  }

  @Override
  public void close() throws IOException {
    if (settled) {
      return;
    }
    settled = true;
    try (fd) {
      if (calls.paths().statx(Fd.CWD, name, AtFlags.SYMLINK_NOFOLLOW).isSameFile(identity)) {
        calls.paths().unlinkat(Fd.CWD, name, AtFlags.NONE);
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e.toFileSystemException(name, null);
      }
    }
  }
}
