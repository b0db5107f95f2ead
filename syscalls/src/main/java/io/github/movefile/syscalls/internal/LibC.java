// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;

/**
 * The functions of the C library that jnr-posix lacks or offers for {@code String} paths only.
 * Names and types are those of the man pages; each returns -1 and sets errno on failure. Public
 * because jnr-ffi implements it at run time in another module; nothing else uses it.
 */
@SuppressWarnings("checkstyle:all") // the names are C's
public interface LibC {
  int openat(int dirfd, Pointer path, int flags, int mode);

  int close(int fd);

  long syscall(long number, int a, Pointer b, long c);

  long syscall(long number, int a, Pointer b, Pointer c, long d);

  long syscall(long number, int a, Pointer b, long c, Pointer d, int e);

  int statx(int dirfd, Pointer path, int flags, int mask, Pointer buffer);

  int mkdirat(int dirfd, Pointer path, int mode);

  int mknodat(int dirfd, Pointer path, int mode, long dev);

  int symlinkat(Pointer text, int dirfd, Pointer path);

  long readlinkat(int dirfd, Pointer path, Pointer buffer, long size);

  int linkat(int oldDirfd, Pointer oldPath, int newDirfd, Pointer newPath, int flags);

  int unlinkat(int dirfd, Pointer path, int flags);

  int renameat(int oldDirfd, Pointer oldPath, int newDirfd, Pointer newPath);

  int fchownat(int dirfd, Pointer path, int uid, int gid, int flags);

  int fchmodat(int dirfd, Pointer path, int mode, int flags);

  int utimensat(int dirfd, Pointer path, Pointer times, int flags);

  int fstatfs(int fd, Pointer buffer);

  long pread(int fd, ByteBuffer buffer, long count, long offset);

  long pwrite(int fd, ByteBuffer buffer, long count, long offset);

  long lseek(int fd, long offset, int whence);

  int ioctl(int fd, long request, long argument);

  int ioctl(int fd, long request, Pointer argument);

  long copy_file_range(
      int in, Pointer inOffset, int out, Pointer outOffset, long length, int flags);

  long sendfile(int out, int in, Pointer offset, long count);

  int ftruncate(int fd, long length);

  int fallocate(int fd, int mode, long offset, long length);

  int syncfs(int fd);

  int flock(int fd, int operation);

  int fchown(int fd, int uid, int gid);

  int fchmod(int fd, int mode);

  int futimens(int fd, Pointer times);

  long flistxattr(int fd, Pointer list, long size);

  long listxattr(Pointer path, Pointer list, long size);

  long llistxattr(Pointer path, Pointer list, long size);

  long fgetxattr(int fd, Pointer name, Pointer value, long size);

  long getxattr(Pointer path, Pointer name, Pointer value, long size);

  long lgetxattr(Pointer path, Pointer name, Pointer value, long size);

  int fsetxattr(int fd, Pointer name, Pointer value, long size, int flags);

  int setxattr(Pointer path, Pointer name, Pointer value, long size, int flags);

  int lsetxattr(Pointer path, Pointer name, Pointer value, long size, int flags);

  int fremovexattr(int fd, Pointer name);

  int removexattr(Pointer path, Pointer name);

  int lremovexattr(Pointer path, Pointer name);
}
