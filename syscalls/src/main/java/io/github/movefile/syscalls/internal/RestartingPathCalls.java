// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.FsStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Timespec;
import java.util.List;

/**
 * The calls on names, restarted when a signal interrupted them (EINTR), signal(7). No data was lost
 * then: the kernel answers with a short count instead once some bytes are through. Thread-safe.
 */
public final class RestartingPathCalls implements PathCalls {
  private final PathCalls calls;

  /**
   * Restarts calls.
   *
   * @param calls the calls that may be interrupted
   */
  public RestartingPathCalls(PathCalls calls) {
    this.calls = calls;
  }

  @Override
  public Fd openat(Fd dir, RawPath path, OpenFlags flags, int mode) throws ErrnoException {
    while (true) {
      try {
        return calls.openat(dir, path, flags, mode);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public Fd openat2(Fd dir, RawPath path, OpenFlags flags, int mode, ResolveFlags resolve)
      throws ErrnoException {
    while (true) {
      try {
        return calls.openat2(dir, path, flags, mode, resolve);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public FileStat statx(Fd dir, RawPath path, AtFlags flags) throws ErrnoException {
    while (true) {
      try {
        return calls.statx(dir, path, flags);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void mkdirat(Fd dir, RawPath path, int mode) throws ErrnoException {
    while (true) {
      try {
        calls.mkdirat(dir, path, mode);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void mknodat(Fd dir, RawPath path, FileType type, int mode, long rdev)
      throws ErrnoException {
    while (true) {
      try {
        calls.mknodat(dir, path, type, mode, rdev);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void symlinkat(RawPath text, Fd dir, RawPath path) throws ErrnoException {
    while (true) {
      try {
        calls.symlinkat(text, dir, path);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public RawPath readlinkat(Fd dir, RawPath path) throws ErrnoException {
    while (true) {
      try {
        return calls.readlinkat(dir, path);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void linkat(Fd oldDir, RawPath oldPath, Fd newDir, RawPath newPath, AtFlags flags)
      throws ErrnoException {
    while (true) {
      try {
        calls.linkat(oldDir, oldPath, newDir, newPath, flags);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void unlinkat(Fd dir, RawPath path, AtFlags flags) throws ErrnoException {
    while (true) {
      try {
        calls.unlinkat(dir, path, flags);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void renameat2(Fd oldDir, RawPath oldPath, Fd newDir, RawPath newPath, RenameFlags flags)
      throws ErrnoException {
    while (true) {
      try {
        calls.renameat2(oldDir, oldPath, newDir, newPath, flags);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fchownat(Fd dir, RawPath path, int uid, int gid, AtFlags flags)
      throws ErrnoException {
    while (true) {
      try {
        calls.fchownat(dir, path, uid, gid, flags);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fchmodat(Fd dir, RawPath path, int mode) throws ErrnoException {
    while (true) {
      try {
        calls.fchmodat(dir, path, mode);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void utimensat(Fd dir, RawPath path, Timespec atime, Timespec mtime, AtFlags flags)
      throws ErrnoException {
    while (true) {
      try {
        calls.utimensat(dir, path, atime, mtime, flags);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public List<DirectoryEntry> getdents64(Fd dir) throws ErrnoException {
    while (true) {
      try {
        return calls.getdents64(dir);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int getdents64(Fd dir, List<DirectoryEntry> directories) throws ErrnoException {
    while (true) {
      try {
        return calls.getdents64(dir, directories);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public FsStat fstatfs(Fd fd) throws ErrnoException {
    while (true) {
      try {
        return calls.fstatfs(fd);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }
}
