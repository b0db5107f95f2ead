// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

/**
 * The functions of the C library on files and processes. Names and types are those of the man
 * pages; each returns -1 and sets errno on failure. Thread-safe.
 */
@SuppressWarnings("checkstyle:all") // the names are C's
final class LibC {
  private final CLibrary c;
  private final long openat;
  private final long clock;
  private final long getpid;
  private final long kill;
  private final long close;
  private final long statx;
  private final long mkdirat;
  private final long mknodat;
  private final long symlinkat;
  private final long readlinkat;
  private final long linkat;
  private final long unlinkat;
  private final long renameat;
  private final long fchownat;
  private final long fchmodat;
  private final long utimensat;
  private final long fstatfs;
  private final long pread;
  private final long pwrite;
  private final long lseek;
  private final long sendfile;
  private final long ftruncate;
  private final long fallocate;
  private final long fsync;
  private final long syncfs;
  private final long flock;
  private final long fchown;
  private final long fchmod;
  private final long futimens;
  private final long syscall;
  private final long ioctl;
  private final long copy_file_range;

  LibC(CLibrary c) {
    this.c = c;
    this.openat = c.address("openat");
    this.clock = c.address("clock");
    this.getpid = c.address("getpid");
    this.kill = c.address("kill");
    this.close = c.address("close");
    this.statx = c.address("statx");
    this.mkdirat = c.address("mkdirat");
    this.mknodat = c.address("mknodat");
    this.symlinkat = c.address("symlinkat");
    this.readlinkat = c.address("readlinkat");
    this.linkat = c.address("linkat");
    this.unlinkat = c.address("unlinkat");
    this.renameat = c.address("renameat");
    this.fchownat = c.address("fchownat");
    this.fchmodat = c.address("fchmodat");
    this.utimensat = c.address("utimensat");
    this.fstatfs = c.address("fstatfs");
    this.pread = c.address("pread");
    this.pwrite = c.address("pwrite");
    this.lseek = c.address("lseek");
    this.sendfile = c.address("sendfile");
    this.ftruncate = c.address("ftruncate");
    this.fallocate = c.address("fallocate");
    this.fsync = c.address("fsync");
    this.syncfs = c.address("syncfs");
    this.flock = c.address("flock");
    this.fchown = c.address("fchown");
    this.fchmod = c.address("fchmod");
    this.futimens = c.address("futimens");
    this.syscall = c.address("syscall");
    this.ioctl = c.address("ioctl");
    this.copy_file_range = c.address("copy_file_range");
  }

  int openat(int dirfd, DirectMemory path, int flags, int mode) {
    return (int) c.call(openat, dirfd, path.address(), flags, mode);
  }

  long clock() {
    return c.call(clock);
  }

  int getpid() {
    return (int) c.call(getpid);
  }

  int kill(int pid, int signal) {
    return (int) c.call(kill, pid, signal);
  }

  int close(int fd) {
    return (int) c.call(close, fd);
  }

  int statx(int dirfd, DirectMemory path, int flags, int mask, DirectMemory buffer) {
    return (int) c.call(statx, dirfd, path.address(), flags, mask, buffer.address());
  }

  int mkdirat(int dirfd, DirectMemory path, int mode) {
    return (int) c.call(mkdirat, dirfd, path.address(), mode);
  }

  int mknodat(int dirfd, DirectMemory path, int mode, long dev) {
    return (int) c.call(mknodat, dirfd, path.address(), mode, dev);
  }

  int symlinkat(DirectMemory text, int dirfd, DirectMemory path) {
    return (int) c.call(symlinkat, text.address(), dirfd, path.address());
  }

  long readlinkat(int dirfd, DirectMemory path, DirectMemory buffer, long size) {
    return c.call(readlinkat, dirfd, path.address(), buffer.address(), size);
  }

  int linkat(int oldDirfd, DirectMemory oldPath, int newDirfd, DirectMemory newPath, int flags) {
    return (int) c.call(linkat, oldDirfd, oldPath.address(), newDirfd, newPath.address(), flags);
  }

  int unlinkat(int dirfd, DirectMemory path, int flags) {
    return (int) c.call(unlinkat, dirfd, path.address(), flags);
  }

  int renameat(int oldDirfd, DirectMemory oldPath, int newDirfd, DirectMemory newPath) {
    return (int) c.call(renameat, oldDirfd, oldPath.address(), newDirfd, newPath.address());
  }

  int fchownat(int dirfd, DirectMemory path, int uid, int gid, int flags) {
    return (int) c.call(fchownat, dirfd, path.address(), uid, gid, flags);
  }

  int fchmodat(int dirfd, DirectMemory path, int mode, int flags) {
    return (int) c.call(fchmodat, dirfd, path.address(), mode, flags);
  }

  int utimensat(int dirfd, DirectMemory path, DirectMemory times, int flags) {
    return (int) c.call(utimensat, dirfd, path.address(), times.address(), flags);
  }

  int fstatfs(int fd, DirectMemory buffer) {
    return (int) c.call(fstatfs, fd, buffer.address());
  }

  long pread(int fd, long buffer, long count, long offset) {
    return c.call(pread, fd, buffer, count, offset);
  }

  long pwrite(int fd, long buffer, long count, long offset) {
    return c.call(pwrite, fd, buffer, count, offset);
  }

  long lseek(int fd, long offset, int whence) {
    return c.call(lseek, fd, offset, whence);
  }

  long sendfile(int out, int in, DirectMemory offset, long count) {
    return c.call(sendfile, out, in, offset.address(), count);
  }

  int ftruncate(int fd, long length) {
    return (int) c.call(ftruncate, fd, length);
  }

  int fallocate(int fd, int mode, long offset, long length) {
    return (int) c.call(fallocate, fd, mode, offset, length);
  }

  int fsync(int fd) {
    return (int) c.call(fsync, fd);
  }

  int syncfs(int fd) {
    return (int) c.call(syncfs, fd);
  }

  int flock(int fd, int operation) {
    return (int) c.call(flock, fd, operation);
  }

  int fchown(int fd, int uid, int gid) {
    return (int) c.call(fchown, fd, uid, gid);
  }

  int fchmod(int fd, int mode) {
    return (int) c.call(fchmod, fd, mode);
  }

  int futimens(int fd, DirectMemory times) {
    return (int) c.call(futimens, fd, times.address());
  }

  long syscall(long number, int a, DirectMemory b, long length) {
    return c.call(syscall, number, a, b.address(), length);
  }

  long syscall(long number, int a, DirectMemory b, DirectMemory d, long length) {
    return c.call(syscall, number, a, b.address(), d.address(), length);
  }

  long syscall(long number, int a, DirectMemory b, long d, DirectMemory e, int flags) {
    return c.call(syscall, number, a, b.address(), d, e.address(), flags);
  }

  int ioctl(int fd, long request, long argument) {
    return (int) c.call(ioctl, fd, request, argument);
  }

  int ioctl(int fd, long request, DirectMemory argument) {
    return ioctl(fd, request, argument.address());
  }

  /** With the offset of the source, and behind it that of the target. */
  long copy_file_range(int in, int out, DirectMemory offsets, long length) {
    long inOffset = offsets.address();
    return c.call(copy_file_range, in, inOffset, out, inOffset + Long.BYTES, length, 0);
  }
}
