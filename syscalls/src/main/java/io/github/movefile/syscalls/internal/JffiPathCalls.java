// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The calls on names through jffi. Thread-safe: arguments go through memory of the thread's own.
 */
final class JffiPathCalls implements PathCalls {
  /** What kernels before 4.11 and seccomp filters answer for statx; a true error repeats below. */
  private static final Set<Errno> NO_STATX =
      EnumSet.of(Errno.ENOSYS, Errno.EPERM, Errno.EOPNOTSUPP, Errno.EINVAL);

  private static final int OPEN_HOW_SIZE = 24;
  private final Native c;

  JffiPathCalls(Native c) {
    this.c = c;
  }

  @Override
  public Fd openat(Fd dir, RawPath path, OpenFlags flags, int mode) throws ErrnoException {
    DirectMemory p = c.scratch().get().first(path);
    int bits = c.architecture().openBits(flags);
    return c.own(c.check("openat", c.libc().openat(dir.number(), p, bits, mode)));
  }

  @Override
  public Fd openat2(Fd dir, RawPath path, OpenFlags flags, int mode, ResolveFlags resolve)
      throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory how = scratch.struct();
    how.putLong(0, c.architecture().openBits(flags));
    how.putLong(8, mode);
    how.putLong(16, resolve.bits());
    DirectMemory p = scratch.first(path);
    long fd = c.libc().syscall(Architecture.OPENAT2, dir.number(), p, how, OPEN_HOW_SIZE);
    return c.own((int) c.check("openat2", fd));
  }

  @Override
  public FileStat statx(Fd dir, RawPath path, AtFlags flags) throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory p = scratch.first(path);
    DirectMemory s = scratch.struct();
    if (c.libc().statx(dir.number(), p, flags.bits(), StatDecoder.BASIC_STATS, s) == 0) {
      return StatDecoder.statx(s);
    }
    ErrnoException failure = c.failure("statx");
    if (!NO_STATX.contains(failure.errno())) {
      throw failure;
    }
    long number = c.architecture().newfstatat();
    c.check("newfstatat", c.libc().syscall(number, dir.number(), p, s, flags.bits()));
    return StatDecoder.stat(s, c.architecture());
  }

  @Override
  public void mkdirat(Fd dir, RawPath path, int mode) throws ErrnoException {
    c.check("mkdirat", c.libc().mkdirat(dir.number(), c.scratch().get().first(path), mode));
  }

  @Override
  public void mknodat(Fd dir, RawPath path, FileType type, int mode, long rdev)
      throws ErrnoException {
    DirectMemory p = c.scratch().get().first(path);
    int typed = type.modeBits() | mode;
    c.check("mknodat", c.libc().mknodat(dir.number(), p, typed, StatDecoder.encodeDev(rdev)));
  }

  @Override
  public void symlinkat(RawPath text, Fd dir, RawPath path) throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory p = scratch.second(path);
    c.check("symlinkat", c.libc().symlinkat(scratch.first(text), dir.number(), p));
  }

  @Override
  public RawPath readlinkat(Fd dir, RawPath path) throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory p = scratch.first(path);
    long n = c.libc().readlinkat(dir.number(), p, scratch.value(), Scratch.VALUE_SIZE);
    byte[] text = new byte[(int) c.check("readlinkat", n)];
    scratch.value().get(0, text, text.length);
    return RawPath.of(text);
  }

  @Override
  public void linkat(Fd oldDir, RawPath oldPath, Fd newDir, RawPath newPath, AtFlags flags)
      throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory from = scratch.first(oldPath);
    DirectMemory to = scratch.second(newPath);
    c.check("linkat", c.libc().linkat(oldDir.number(), from, newDir.number(), to, flags.bits()));
  }

  @Override
  public void unlinkat(Fd dir, RawPath path, AtFlags flags) throws ErrnoException {
    DirectMemory p = c.scratch().get().first(path);
    c.check("unlinkat", c.libc().unlinkat(dir.number(), p, flags.bits()));
  }

  @Override
  public void renameat2(Fd oldDir, RawPath oldPath, Fd newDir, RawPath newPath, RenameFlags flags)
      throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory from = scratch.first(oldPath);
    DirectMemory to = scratch.second(newPath);
    if (flags.bits() == 0) {
      c.check("renameat", c.libc().renameat(oldDir.number(), from, newDir.number(), to));
    } else {
      long number = c.architecture().renameat2();
      long result =
          c.libc().syscall(number, oldDir.number(), from, newDir.number(), to, flags.bits());
      c.check("renameat2", result);
    }
  }

  @Override
  public void fchownat(Fd dir, RawPath path, int uid, int gid, AtFlags flags)
      throws ErrnoException {
    DirectMemory p = c.scratch().get().first(path);
    c.check("fchownat", c.libc().fchownat(dir.number(), p, uid, gid, flags.bits()));
  }

  @Override
  public void fchmodat(Fd dir, RawPath path, int mode) throws ErrnoException {
    c.check("fchmodat", c.libc().fchmodat(dir.number(), c.scratch().get().first(path), mode, 0));
  }

  @Override
  public void utimensat(Fd dir, RawPath path, Timespec atime, Timespec mtime, AtFlags flags)
      throws ErrnoException {
    Scratch scratch = c.scratch().get();
    DirectMemory p = scratch.first(path);
    DirectMemory times = scratch.times(atime, mtime);
    c.check("utimensat", c.libc().utimensat(dir.number(), p, times, flags.bits()));
  }

  @Override
  public List<DirectoryEntry> getdents64(Fd dir) throws ErrnoException {
    List<DirectoryEntry> entries = new ArrayList<>();
    getdents64(dir, entries, false);
    return entries;
  }

  @Override
  public int getdents64(Fd dir, List<DirectoryEntry> directories) throws ErrnoException {
    return getdents64(dir, directories, true);
  }

  private int getdents64(Fd dir, List<DirectoryEntry> entries, boolean onlyDirectories)
      throws ErrnoException {
    DirectMemory buffer = c.scratch().get().value();
    int length;
    int count;
    do {
      long number = c.architecture().getdents64();
      long n = c.libc().syscall(number, dir.number(), buffer, Scratch.ENTRIES_SIZE);
      length = (int) c.check("getdents64", n);
      count = Dirents.decode(buffer, length, entries, onlyDirectories);
    } while (length > 0 && count == 0);
    return count;
  }

  @Override
  public FsStat fstatfs(Fd fd) throws ErrnoException {
    DirectMemory s = c.scratch().get().struct();
    c.check("fstatfs", c.libc().fstatfs(fd.number(), s));
    long fragment = s.getLong(72); // what blocks are counted in, statvfs(3); old file systems: 0
    return new FsStat(
        s.getLong(0),
        fragment == 0 ? s.getLong(8) : fragment,
        s.getLong(16),
        s.getLong(32),
        s.getLong(40),
        s.getLong(48),
        s.getLong(64));
  }
}
