// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileLock;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.Whence;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/** The calls on open files through jffi. Thread-safe. */
final class JffiDataCalls implements DataCalls {
  /** {@code FICLONE}: {@code _IOW(0x94, 9, int)}. */
  static final long FICLONE = 0x40049409L;

  /** {@code FS_IOC_GETFLAGS}: {@code _IOR('f', 1, long)}; the kernel fills an int. */
  static final long GETFLAGS = 0x80086601L;

  /** {@code FS_IOC_SETFLAGS}: {@code _IOW('f', 2, long)}; the kernel reads an int. */
  static final long SETFLAGS = 0x40086602L;

  private final Native c;
  private final PathCalls paths;

  JffiDataCalls(Native c, PathCalls paths) {
    this.c = c;
    this.paths = paths;
  }

  @Override
  public FileStat fstat(Fd fd) throws ErrnoException {
    return paths.statx(fd, RawPath.EMPTY, AtFlags.EMPTY_PATH);
  }

  @Override
  public int pread(Fd fd, ByteBuffer buffer, long offset) throws ErrnoException {
    if (buffer.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    long n = c.libc().pread(fd.number(), addressOf(buffer), buffer.remaining(), offset);
    return advance(buffer, c.check("pread", n));
  }

  @Override
  public int pwrite(Fd fd, ByteBuffer buffer, long offset) throws ErrnoException {
    long n = c.libc().pwrite(fd.number(), addressOf(buffer), buffer.remaining(), offset);
    return advance(buffer, c.check("pwrite", n));
  }

  private static long addressOf(ByteBuffer buffer) {
    return DirectMemory.addressOf(buffer) + buffer.position();
  }

  private static int advance(ByteBuffer buffer, long n) {
    buffer.position(buffer.position() + (int) n);
    return (int) n;
  }

  @Override
  public long lseek(Fd fd, long offset, Whence whence) throws ErrnoException {
    return c.check("lseek", c.libc().lseek(fd.number(), offset, whence.number()));
  }

  @Override
  public void ficlone(Fd target, Fd source) throws ErrnoException {
    c.check("ioctl(FICLONE)", c.libc().ioctl(target.number(), FICLONE, source.number()));
  }

  @Override
  public long copyFileRange(Fd source, long sourceOffset, Fd target, long targetOffset, long length)
      throws ErrnoException {
    DirectMemory offsets = c.scratch().get().struct();
    offsets.putLong(0, sourceOffset);
    offsets.putLong(8, targetOffset);
    long n = c.libc().copy_file_range(source.number(), target.number(), offsets, length);
    return c.check("copy_file_range", n);
  }

  @Override
  public long sendfile(Fd target, Fd source, long sourceOffset, long length) throws ErrnoException {
    DirectMemory offset = c.scratch().get().struct();
    offset.putLong(0, sourceOffset);
    long n = c.libc().sendfile(target.number(), source.number(), offset, length);
    return c.check("sendfile", n);
  }

  @Override
  public void ftruncate(Fd fd, long length) throws ErrnoException {
    c.check("ftruncate", c.libc().ftruncate(fd.number(), length));
  }

  @Override
  public void fallocate(Fd fd, FallocateMode mode, long offset, long length) throws ErrnoException {
    c.check("fallocate", c.libc().fallocate(fd.number(), mode.bits(), offset, length));
  }

  @Override
  public void fsync(Fd fd) throws ErrnoException {
    c.check("fsync", c.libc().fsync(fd.number()));
  }

  @Override
  public void syncfs(Fd fd) throws ErrnoException {
    c.check("syncfs", c.libc().syncfs(fd.number()));
  }

  @Override
  public void flock(Fd fd, FileLock lock) throws ErrnoException {
    c.check("flock", c.libc().flock(fd.number(), lock.operation()));
  }

  @Override
  public void fchown(Fd fd, int uid, int gid) throws ErrnoException {
    c.check("fchown", c.libc().fchown(fd.number(), uid, gid));
  }

  @Override
  public void fchmod(Fd fd, int mode) throws ErrnoException {
    c.check("fchmod", c.libc().fchmod(fd.number(), mode));
  }

  @Override
  public void futimens(Fd fd, Timespec atime, Timespec mtime) throws ErrnoException {
    DirectMemory times = c.scratch().get().times(atime, mtime);
    c.check("futimens", c.libc().futimens(fd.number(), times));
  }

  @Override
  public InodeFlags getInodeFlags(Fd fd) throws ErrnoException {
    DirectMemory flags = c.scratch().get().struct();
    flags.putLong(0, 0);
    c.check("ioctl(FS_IOC_GETFLAGS)", c.libc().ioctl(fd.number(), GETFLAGS, flags));
    return new InodeFlags(flags.getInt(0));
  }

  @Override
  public void setInodeFlags(Fd fd, InodeFlags flags) throws ErrnoException {
    DirectMemory bits = c.scratch().get().struct();
    bits.putLong(0, flags.bits());
    c.check("ioctl(FS_IOC_SETFLAGS)", c.libc().ioctl(fd.number(), SETFLAGS, bits));
  }
}
