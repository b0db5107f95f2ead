// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileLock;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.Whence;
import java.nio.ByteBuffer;

/**
 * The calls on open files, restarted when a signal interrupted them (EINTR), signal(7). No data was
 * lost then: the kernel answers with a short count instead once some bytes are through.
 * Thread-safe.
 */
public final class RestartingDataCalls implements DataCalls {
  private final DataCalls calls;

  /**
   * Restarts calls.
   *
   * @param calls the calls that may be interrupted
   */
  public RestartingDataCalls(DataCalls calls) {
    this.calls = calls;
  }

  @Override
  public FileStat fstat(Fd fd) throws ErrnoException {
    while (true) {
      try {
        return calls.fstat(fd);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int pread(Fd fd, ByteBuffer buffer, long offset) throws ErrnoException {
    while (true) {
      try {
        return calls.pread(fd, buffer, offset);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int pwrite(Fd fd, ByteBuffer buffer, long offset) throws ErrnoException {
    while (true) {
      try {
        return calls.pwrite(fd, buffer, offset);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public long lseek(Fd fd, long offset, Whence whence) throws ErrnoException {
    while (true) {
      try {
        return calls.lseek(fd, offset, whence);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void ficlone(Fd target, Fd source) throws ErrnoException {
    while (true) {
      try {
        calls.ficlone(target, source);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public long copyFileRange(Fd source, long sourceOffset, Fd target, long targetOffset, long length)
      throws ErrnoException {
    while (true) {
      try {
        return calls.copyFileRange(source, sourceOffset, target, targetOffset, length);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public long sendfile(Fd target, Fd source, long sourceOffset, long length) throws ErrnoException {
    while (true) {
      try {
        return calls.sendfile(target, source, sourceOffset, length);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void ftruncate(Fd fd, long length) throws ErrnoException {
    while (true) {
      try {
        calls.ftruncate(fd, length);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fallocate(Fd fd, FallocateMode mode, long offset, long length) throws ErrnoException {
    while (true) {
      try {
        calls.fallocate(fd, mode, offset, length);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fsync(Fd fd) throws ErrnoException {
    while (true) {
      try {
        calls.fsync(fd);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void syncfs(Fd fd) throws ErrnoException {
    while (true) {
      try {
        calls.syncfs(fd);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void flock(Fd fd, FileLock lock) throws ErrnoException {
    while (true) {
      try {
        calls.flock(fd, lock);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fchown(Fd fd, int uid, int gid) throws ErrnoException {
    while (true) {
      try {
        calls.fchown(fd, uid, gid);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fchmod(Fd fd, int mode) throws ErrnoException {
    while (true) {
      try {
        calls.fchmod(fd, mode);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void futimens(Fd fd, Timespec atime, Timespec mtime) throws ErrnoException {
    while (true) {
      try {
        calls.futimens(fd, atime, mtime);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public InodeFlags getInodeFlags(Fd fd) throws ErrnoException {
    while (true) {
      try {
        return calls.getInodeFlags(fd);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void setInodeFlags(Fd fd, InodeFlags flags) throws ErrnoException {
    while (true) {
      try {
        calls.setInodeFlags(fd, flags);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }
}
